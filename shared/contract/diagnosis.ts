import { z } from 'zod';
import { instanceCommandNames } from '../domain/actions.ts';
import { findingRules } from '../domain/diagnosis/finding-rules.ts';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instanceParams, instant } from './values.ts';

/** A part of a sentence; times and lengths are worded where they are read, in the reader's zone. */
const phrase = z.union([
  z.string(),
  z.object({ kind: z.literal('instant'), at: instant }),
  z.object({ kind: z.literal('duration'), ms: z.number() }),
  z.object({ kind: z.literal('count'), count: z.int() }),
  z.object({ kind: z.literal('bytes'), bytes: z.int() }),
  z.object({ kind: z.literal('instance'), instanceId: z.string() }),
  /** A function, event, queue, worker or any other text that comes from the hub. */
  z.object({ kind: z.literal('name'), name: z.string() }),
]);
export type Phrase = z.infer<typeof phrase>;

export const sentence = z.array(phrase);
export type Sentence = z.infer<typeof sentence>;

/** Where the reader can see for himself. `text` says what is to be seen there. */
const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), instanceId: z.string(), rowKey: z.string(), text: sentence }),
  z.object({ kind: z.literal('row'), instanceId: z.string(), text: sentence }),
  z.object({
    kind: z.literal('message'),
    queue: z.string(),
    messageId: z.string().nullable(),
    text: sentence,
  }),
  z.object({ kind: z.literal('lease'), partition: z.int(), text: sentence }),
  z.object({ kind: z.literal('queue'), queue: z.string(), text: sentence }),
  /** Other instances, by a filter text of the list. */
  z.object({ kind: z.literal('instances'), q: z.string(), text: sentence }),
]);
export type Evidence = z.infer<typeof evidence>;

/** What to do; the command is one that `shared/domain/actions.ts` may still refuse. */
const nextStep = z.object({
  text: sentence,
  command: z.enum(instanceCommandNames).nullable(),
  /** What the command is given to: the instance itself unless the cause is elsewhere in its family. */
  instanceId: z.string(),
  /** Filled into the form of the command. */
  eventName: z.string().nullable(),
});
export type NextStep = z.infer<typeof nextStep>;

export const finding = z.object({
  rule: z.enum(findingRules),
  /**
   * `broken`: it will not move by itself. `delayed`: it moves late or with trouble. `normal`: it waits for what it is
   * meant to wait for. `advice`: it moves, but something about it wants care.
   */
  severity: z.enum(['broken', 'delayed', 'normal', 'advice']),
  /** `certain`: storage says so. `likely`: follows from what storage says. `possible`: one explanation of several. */
  certainty: z.enum(['certain', 'likely', 'possible']),
  sentence,
  evidence: z.array(evidence),
  nextStep: nextStep.nullable(),
  /** Instance that the finding is about: a child, a lock holder, or the instance itself. */
  instanceId: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const diagnosis = z.object({
  instanceId: z.string(),
  /** Nothing to say about one that ended in order. */
  findings: z.array(finding),
  /** From the instance to the one that holds it up, when that is another: child by child, lock by lock. */
  chain: z.array(
    z.object({ instanceId: z.string(), name: z.string().nullable(), runtimeStatus: z.string() }),
  ),
  readAt: instant,
  /** What could not be looked at, in words; findings that need it are missing. */
  problems: z.array(z.string()),
});
export type Diagnosis = z.infer<typeof diagnosis>;

export const diagnoseInstance = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/diagnosis',
  summary: 'Why the instance does not move: findings, the cause first',
  params: instanceParams,
  result: diagnosis,
});

/** Instances that are stuck for one reason. */
const stuckGroup = z.object({
  rule: z.enum(findingRules),
  /** What they wait for: the function, event, partition or worker that is the same for all; `null` = the rule alone. */
  subject: z.string().nullable(),
  severity: finding.shape.severity,
  certainty: finding.shape.certainty,
  sentence,
  /** Known ones; of a hub with very many candidates not all are looked at. */
  count: z.int(),
  /** About how many there are, reckoned from those that were looked at; `null` = all of them are known. */
  estimate: z.int().nullable(),
  oldestSince: instant.nullable(),
  examples: z.array(
    z.object({ instanceId: z.string(), name: z.string().nullable(), since: instant.nullable(), finding }),
  ),
  /** Filter text of the list that shows about these instances; `null` when no filter can say it. */
  q: z.string().nullable(),
});
export type StuckGroup = z.infer<typeof stuckGroup>;

/** A reason for the verdict of a hub. */
const hubReason = z.object({
  rule: z.enum(findingRules),
  severity: finding.shape.severity,
  sentence,
  evidence: z.array(evidence),
});
export type HubReason = z.infer<typeof hubReason>;

export const hubVerdict = z.object({
  health: z.enum(['healthy', 'degraded', 'broken', 'unknown']),
  /** The weightiest first. */
  reasons: z.array(hubReason),
  stuck: z.array(stuckGroup),
  /** What the others wait for, as they are meant to: events, timers, a scheduled start, being resumed. */
  waiting: z.array(stuckGroup),
  /** Instances that have not ended and did not change for this long. */
  unchangedForMs: z.number(),
  candidates: z.int(),
  /** Those whose row says by itself why: suspended, or not due yet, or nobody is there to start them. */
  explained: z.int(),
  /** Those of the others that were looked at closely. */
  examined: z.int(),
  readAt: instant,
  coverage,
  problems: z.array(z.string()),
});
export type HubVerdict = z.infer<typeof hubVerdict>;

export const getHubVerdict = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/verdict',
  summary: 'Whether the task hub is healthy, why not, and which instances are stuck for which reason',
  params: hubParams,
  result: hubVerdict,
});
