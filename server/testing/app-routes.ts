import type { Express } from 'express';
import { z } from 'zod';

const layer = z.object({
  route: z.object({ path: z.string(), methods: z.record(z.string(), z.boolean()) }).optional(),
  handle: z.unknown(),
});
const routed = z.object({ stack: z.array(layer) });

function routesIn(router: unknown): string[] {
  const { stack } = routed.parse({ stack: Reflect.get(Object(router), 'stack') as unknown });
  return stack.flatMap(({ route, handle }) => {
    if (route !== undefined) {
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
    }
    return typeof handle === 'function' && 'stack' in handle ? routesIn(handle) : [];
  });
}

/** Every `METHOD path` that the application answers, asked from its routers themselves. */
export function routesOf(app: Express): string[] {
  return [...new Set(routesIn(app.router))].sort();
}
