import { z } from 'zod';
import { coverage } from './coverage.ts';
import { runtimeStatus } from './instances.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, repeated } from './values.ts';

const openCount = z.object({
  name: z.string().nullable(),
  /** Empty = started without one; `null` = its row does not say. */
  version: z.string().nullable(),
  status: runtimeStatus,
  count: z.int(),
});
export type OpenCount = z.infer<typeof openCount>;

export const openInstances = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/open-instances',
  summary: 'Orchestrations that have not ended, by name, version and status',
  params: hubParams,
  result: z.object({ groups: z.array(openCount), isComplete: z.boolean(), coverage }),
});

const gateReason = z.object({
  code: z.enum(['open-instances', 'may-be-called', 'queued-starts', 'not-current']),
  text: z.string(),
  /** Instances, or queued messages. */
  count: z.int().nullable(),
  /** Filter text of the list that shows them. */
  q: z.string().nullable(),
});
export type GateReason = z.infer<typeof gateReason>;

/** May functions be changed or removed, or are there orchestrations under way that would meet the change? */
export const checkGate = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/gate',
  summary: 'For pipelines: pass when no orchestration under way needs what a deployment changes',
  params: hubParams,
  query: z.object({
    /** Only instances of this version count; empty = those without one. Left out = every version. */
    version: z.string().optional(),
    /** Functions that change, separated by commas or repeated; left out = all. */
    names: repeated(z.string()),
    /** Waits at most this long until the answer knows everything written before the question. */
    waitSeconds: z.coerce.number().int().min(0).max(25).default(20),
  }),
  result: z.object({
    /** `unknown`: not everything could be looked at, so that it must not be taken for a pass. */
    result: z.enum(['pass', 'fail', 'unknown']),
    /** Why it does not pass. */
    reasons: z.array(gateReason),
    /** Instances that count, by name, version and status. */
    open: z.array(openCount),
    /** What was asked, as it was understood. */
    version: z.string().nullable(),
    names: z.array(z.string()).nullable(),
    coverage,
  }),
});
