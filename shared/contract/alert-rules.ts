import { z } from 'zod';
import { isTimeZone } from '../domain/time-zone.ts';
import { instant } from './values.ts';

/** Of the page; those of the configuration come on top. */
export const maxAlertRules = 200;

const seconds = (least: number, most: number) => z.number().min(least).max(most);
const dayS = 86_400;

const failureRate = z.strictObject({
  kind: z.literal('failure-rate'),
  /** Filter text: which instances count; empty = all orchestrations. */
  q: z.string().max(2_000).default(''),
  windowS: seconds(60, 30 * dayS),
  /** Share of the ended ones that failed, in percent: more than this fires. */
  abovePercent: z.number().min(0).max(100),
  /** Fewer that ended are no base for a rate. */
  minEnded: z.int().min(1).max(1_000_000).default(10),
  /** At or below it the alert resolves; `null` = the threshold itself. */
  resolvePercent: z.number().min(0).max(100).nullable().default(null),
});

const backlogAge = z.strictObject({
  kind: z.literal('backlog-age'),
  /** `null` = the oldest of all queues. */
  queue: z.string().min(1).max(63).nullable().default(null),
  olderThanS: seconds(1, 30 * dayS),
  resolveS: seconds(0, 30 * dayS)
    .nullable()
    .default(null),
});

const noWorker = z.strictObject({
  kind: z.literal('no-worker'),
  /** Apps that scale to zero have no worker while there is nothing to do. */
  onlyWhileMessagesWait: z.boolean().default(true),
});

const stuckCount = z.strictObject({
  kind: z.literal('stuck-count'),
  /** More than this fires. */
  above: z.int().min(0).max(1_000_000),
  /** Also those that move late or with trouble. */
  countsDelayed: z.boolean().default(false),
  resolveCount: z.int().min(0).max(1_000_000).nullable().default(null),
});

const clockTime = z
  .string()
  .refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), 'must be a time such as 06:30');
const zoneName = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

const notCompleted = z.strictObject({
  kind: z.literal('not-completed'),
  /** Of an orchestrator; `*` stands for anything. */
  name: z.string().min(1).max(500),
  by: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('duration'), withinS: seconds(60, 60 * dayS) }),
    z.strictObject({
      kind: z.literal('daily'),
      time: clockTime,
      zone: zoneName.default('UTC'),
      /** ISO week days, 1 = Monday. */
      days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
    }),
  ]),
});

export const alertConditions = [
  'failure-rate',
  'backlog-age',
  'no-worker',
  'stuck-count',
  'not-completed',
] as const;

export const alertCondition = z
  .discriminatedUnion('kind', [failureRate, backlogAge, noWorker, stuckCount, notCompleted])
  .check((context) => {
    const pair = resolvePairOf(context.value);
    if (pair === null || pair.resolve === null || pair.resolve <= pair.threshold) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: [pair.field],
      message: 'must not be above the threshold that fires',
    });
  });
export type AlertCondition = z.output<typeof alertCondition>;

/** The threshold that fires and the one that resolves, where a kind has them. */
function resolvePairOf(
  condition:
    | z.output<typeof failureRate | typeof backlogAge | typeof stuckCount>
    | { kind: 'no-worker' | 'not-completed' },
) {
  switch (condition.kind) {
    case 'failure-rate':
      return {
        field: 'resolvePercent',
        threshold: condition.abovePercent,
        resolve: condition.resolvePercent,
      };
    case 'backlog-age':
      return { field: 'resolveS', threshold: condition.olderThanS, resolve: condition.resolveS };
    case 'stuck-count':
      return { field: 'resolveCount', threshold: condition.above, resolve: condition.resolveCount };
    default:
      return null;
  }
}

export const alertSeverities = ['critical', 'warning', 'info'] as const;
export const alertSeverity = z.enum(alertSeverities);
export type AlertSeverity = z.infer<typeof alertSeverity>;

/** What somebody writes down, in the configuration or on the page. */
export const alertRuleDraft = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Pattern of `<connection>~<task hub>`; `*` stands for any characters. */
  hubs: z.string().trim().min(1).max(300),
  condition: alertCondition,
  /** It has to hold for so long before it fires. */
  holdS: seconds(0, 7 * dayS).default(60),
  /** It has to be over for so long before it resolves. */
  resolveAfterS: seconds(0, 7 * dayS).default(120),
  severity: alertSeverity.default('warning'),
  /** Names of targets in the configuration; none = shown on the page alone. */
  targets: z.array(z.string().min(1).max(100)).max(20).default([]),
  /** Sent along, such as what to do about it. */
  note: z.string().max(2_000).default(''),
  isEnabled: z.boolean().default(true),
});
export type AlertRuleDraft = z.output<typeof alertRuleDraft>;

export const person = z.object({ id: z.string(), name: z.string() });

export const alertRule = alertRuleDraft.extend({
  id: z.string(),
  /** Rules of the configuration are changed there. */
  origin: z.enum(['configuration', 'page']),
  /** `null` for rules of the configuration. */
  changedBy: person.nullable(),
  changedAt: instant.nullable(),
});
export type AlertRule = z.output<typeof alertRule>;
