import { z } from 'zod';
import { callKinds, functionKinds } from '../domain/function-map/function-ref.ts';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { hubParams, instant } from './values.ts';

/** Of every reading of sampled histories. */
export const functionSamplingBounds = {
  histories: 400,
  historiesOfOneName: 20,
  /** Orchestrator names, the most frequent first. */
  names: 200,
  rowsOfOneHistory: 2_000,
  /** Histories of running instances that are read for the question who still needs a function. */
  runningHistories: 200,
} as const;

const functionRef = z.object({ kind: z.enum(functionKinds), name: z.string().min(1).max(1024) });

/** `null` = none was measured. */
const lengths = z
  .object({ count: z.int(), p50Ms: z.number(), p95Ms: z.number(), maxMs: z.number() })
  .nullable();

const version = z.object({ version: z.string().nullable(), count: z.int() });

export const functionNode = functionRef.extend({
  /** `functionKey` of kind and name. */
  key: z.string(),
  /** Histories of this orchestrator that were read; 0 for everything that has no history of its own. */
  sampledRuns: z.int(),
  /** Calls seen in the histories of others: as activity, child, entity operation or event. */
  calls: z.int(),
  failedCalls: z.int(),
  openCalls: z.int(),
  /** Attempts beyond the first, those after a rewind included. */
  retries: z.int(),
  /** Of an orchestrator its sampled runs, of everything else its calls, from being asked for to the result. */
  lengths,
  /** In the samples, the most frequent first, at most 20. */
  versions: z.array(version),
  lastSeenAt: instant.nullable(),
  /** Instances of this name in the task hub, when the sampling began; `null` for activities and events. */
  inHub: z.object({ total: z.int(), open: z.int(), failed: z.int() }).nullable(),
});
export type FunctionNode = z.infer<typeof functionNode>;

export const functionCall = z.object({
  /** Keys. An event that an orchestrator took in leads from the event to the orchestrator. */
  from: z.string(),
  to: z.string(),
  kind: z.enum(callKinds),
  /** Sampled histories of the orchestrator with at least one such call. */
  runs: z.int(),
  calls: z.int(),
  failedCalls: z.int(),
  openCalls: z.int(),
  retries: z.int(),
  lengths,
  lastSeenAt: instant.nullable(),
  /** Of an entity, by operation, at most 50. */
  operations: z.array(z.object({ name: z.string(), calls: z.int(), failedCalls: z.int() })),
  /** Sampled children that name the caller as their parent, whether or not the parent's own history was read. */
  seenByCallee: z.int(),
});
export type FunctionCall = z.infer<typeof functionCall>;

export const functionsMap = z.object({
  nodes: z.array(functionNode),
  calls: z.array(functionCall),
  /** Steps that name no function: calls of which the rows are missing. Timers are not counted. */
  unnamedSteps: z.int(),
  /** Calls of functions beyond the number that a map can hold. */
  callsLeftOut: z.int(),
});
export type FunctionsMap = z.infer<typeof functionsMap>;

export const functionSampling = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** The running instances that may call this one are read; `null` = samples of everything. */
  focus: functionRef.nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  looked: z.int(),
  total: z.int(),
  /** Orchestrations in the task hub that the samples stand for. */
  instances: z.int(),
  /** Orchestrator names there are, and those of which none was read. */
  names: z.int(),
  namesLeftOut: z.int(),
  /** Histories of which only the first rows were read. */
  cutShort: z.int(),
  /** Instances without a history: purged, or gone since. */
  withoutHistory: z.int(),
  unreadable: z.int(),
  /** Why storage is not read as it should be: a running reading waits and tries again, a failed one has given up. */
  problem: z.object({ code: errorCode, message: z.string() }).nullable(),
});
export type FunctionSampling = z.infer<typeof functionSampling>;

export const functionsState = z.object({
  /** The last one, running or ended; `null` = nobody asked for one since the dashboard started. */
  sampling: functionSampling.nullable(),
  /** What the map was made of: the last reading that ended, or the first while it runs. */
  mapOf: functionSampling.nullable(),
  map: functionsMap.nullable(),
});
export type FunctionsState = z.infer<typeof functionsState>;

export const getFunctionsMap = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/functions-map',
  summary: 'Who calls what, as sampled histories show; nothing is read for this answer',
  params: hubParams,
  result: functionsState,
});

export const startFunctionSampling = defineEndpoint({
  method: 'POST',
  access: 'viewer',
  path: '/api/hubs/:hub/functions-map/samplings',
  summary: 'Read samples of histories, or join the reading that runs',
  params: hubParams,
  body: z.object({ focus: functionRef.nullable().default(null) }),
  result: functionSampling,
  status: 202,
});

export const cancelFunctionSampling = defineEndpoint({
  method: 'POST',
  access: 'viewer',
  path: '/api/hubs/:hub/functions-map/samplings/cancel',
  summary: 'End the reading of samples; what was read stays',
  params: hubParams,
  body: z.object({}),
  result: functionSampling.nullable(),
});

/** Instances, and the filter text of the list that shows them. */
const counted = z.object({ count: z.int(), q: z.string() });

/** How running instances of one caller stand to the function. */
const callerImpact = z.object({
  /** Orchestrator. */
  name: z.string(),
  kinds: z.array(z.enum(callKinds)),
  /** Sampled runs that ended and were read to their end, and those of them that called it. */
  endedRuns: z.int(),
  callingRuns: z.int(),
  /** Not started: every step is still before them. */
  pending: counted,
  /** Running and suspended. */
  running: counted,
  /** Of the running ones, those whose history was read and that are still running the same execution. */
  looked: z.int(),
  /** Wait for it now. */
  open: counted,
  /** Have not called it, and did nothing yet that ended runs do only after it. */
  ahead: counted,
  /** Have called it; they may call it again. */
  done: counted,
  /** Have not called it, but did what every ended run that calls it does later. */
  passed: counted,
  notLooked: z.int(),
});
export type CallerImpact = z.infer<typeof callerImpact>;

export const functionImpact = z.object({
  function: functionRef,
  readAt: instant,
  /** When the samples were read; `null` = there are none, only `own` is known. */
  sampledAt: instant.nullable(),
  /** Instances of the orchestrator that have not ended, entities of the name; `null` for activities and events. */
  own: counted.nullable(),
  /** Not-ended instances by version, the most frequent first. */
  ownVersions: z.array(version.extend({ q: z.string() })),
  callers: z.array(callerImpact),
  callersLeftOut: z.int(),
});
export type FunctionImpact = z.infer<typeof functionImpact>;

export const getFunctionImpact = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/functions-map/impact',
  summary: 'Which instances need a function, or will: what breaks if it is renamed or removed',
  params: hubParams,
  query: functionRef,
  result: functionImpact,
});
