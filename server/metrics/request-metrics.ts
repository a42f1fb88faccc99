import type { Request, RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** A question of the list takes tens of milliseconds, a scan of payloads minutes. */
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The pattern of the route: paths hold ids, and every id would be a series. */
function routeOf(request: Request): string {
  const route: unknown = request.route;
  const isRoute = typeof route === 'object' && route !== null && 'path' in route;
  if (!isRoute || typeof route.path !== 'string') return 'other';
  return request.baseUrl.startsWith('/api') || route.path.startsWith('/') ? route.path : 'other';
}

/** How long answers take; streams that stay open are left out. */
export function requestMetrics(registry: Registry): RequestHandler {
  const histogram = new Histogram({
    name: 'durascope_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer, by route; streams are left out.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: bucketsSeconds,
    registers: [registry],
  });
  return (request, response, next) => {
    const stop = histogram.startTimer();
    response.once('finish', () => {
      const isStream = String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
      if (!isStream) stop({ method: request.method, route: routeOf(request), status: response.statusCode });
    });
    next();
  };
}
