import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceRow } from './instances.ts';
import { hubParams, instanceParams, instant, repeated } from './values.ts';

const relative = z.object({
  instanceId: z.string(),
  /** Orchestrator; `null` = what names the relative does not say. */
  name: z.string().nullable(),
});
export type Relative = z.infer<typeof relative>;

/**
 * Why the line of parents ends: `root` has none, `gone` was purged together with what it would have told, `cycle` comes
 * back to one that is in the line, `too-deep` is where the reading stopped.
 */
const lineEnd = z.enum(['root', 'gone', 'cycle', 'too-deep']);
export type LineEnd = z.infer<typeof lineEnd>;

export const readAncestors = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/ancestors',
  summary: 'The instances that started this one, the parent first',
  params: instanceParams,
  result: z.object({ ancestors: z.array(relative), end: lineEnd }),
});

export const readChildren = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/children',
  summary: 'The instances that this one started, from its history and from the index',
  params: instanceParams,
  result: z.object({
    children: z.array(relative.extend({ createdAt: instant.nullable() })),
    /** `false` = the history is long, or they are many, and not all of them are here. */
    isComplete: z.boolean(),
  }),
});

/** As many as are in sight at a time. */
export const maxRelatives = 100;

const relativeRow = instanceRow.pick({
  instanceId: true,
  name: true,
  runtimeStatus: true,
  createdAt: true,
  completedAt: true,
});
export type RelativeRow = z.infer<typeof relativeRow>;

export const watchRelatives = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/relatives',
  summary: 'How these instances are now, and which of them are gone',
  params: hubParams,
  query: z.object({ id: repeated(z.string().min(1).max(1024)) }),
  result: z.object({
    rows: z.array(relativeRow),
    /** Looked for in storage and not found. */
    gone: z.array(z.string()),
  }),
});
