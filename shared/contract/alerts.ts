import { z } from 'zod';
import { alertRule, alertRuleDraft, alertSeverity, person } from './alert-rules.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

export const alertStatuses = ['ok', 'pending', 'firing'] as const;

/** How a rule stands in one task hub. */
const alertStanding = z.object({
  status: z.enum(alertStatuses),
  /** Of the status; `null` = not looked at yet. */
  since: instant.nullable(),
  /** What was measured last, as a sentence; `null` = nothing yet. */
  reading: z.string().nullable(),
  evaluatedAt: instant.nullable(),
  /** It cannot be evaluated since then, and why: the status is the one from before. */
  unknown: z.object({ since: instant, reason: z.string() }).nullable(),
});
export type AlertStanding = z.infer<typeof alertStanding>;

export const alertTargetKinds = ['generic', 'slack', 'teams'] as const;
export type AlertTargetKind = (typeof alertTargetKinds)[number];

/** Addresses hold tokens: what is told of one is its host and its last four characters. */
const alertTarget = z.object({
  name: z.string(),
  kind: z.enum(alertTargetKinds),
  host: z.string(),
  lastFour: z.string(),
  isSigned: z.boolean(),
});
export type AlertTarget = z.infer<typeof alertTarget>;

export const alertsOfHub = z.object({
  rules: z.array(
    z.object({
      rule: alertRule,
      standing: alertStanding,
      /** Why the caller cannot change it; `null` = can. */
      editRefusal: z.string().nullable(),
    }),
  ),
  targets: z.array(alertTarget),
  /** `false`: rules of the page, states and deliveries are kept in memory, gone when the dashboard stops. */
  isDurable: z.boolean(),
  everyS: z.number(),
  /** Whether messages carry links to this dashboard. */
  hasLinks: z.boolean(),
});
export type AlertsOfHub = z.infer<typeof alertsOfHub>;

export const listAlerts = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/alerts',
  summary: 'Alert rules that apply to a task hub, how they stand, and where they can be sent',
  params: hubParams,
  result: alertsOfHub,
});

/** `replaces`: id of the rule that is changed. */
export const saveAlertRule = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/alerts/rules',
  summary: 'Keep an alert rule',
  access: 'admin',
  params: hubParams,
  body: z.object({ rule: alertRuleDraft, replaces: z.string().optional() }),
  result: alertRule,
});

export const deleteAlertRule = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/alerts/rules/:ruleId/delete',
  summary: 'Remove an alert rule; an alert of it that fires is closed',
  access: 'admin',
  params: hubParams.extend({ ruleId: z.string().min(1).max(200) }),
  body: z.object({}),
  result: z.object({}),
});

export const testAlertTarget = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/alerts/test',
  summary: 'Send a message that is marked as a test, once, and tell what came of it',
  access: 'admin',
  params: hubParams,
  body: z.object({ target: z.string().min(1).max(100) }),
  result: z.object({
    isDelivered: z.boolean(),
    /** `null` = no answer came. */
    status: z.int().nullable(),
    message: z.string(),
    tookMs: z.number(),
  }),
});

export const alertEvents = [
  'fired',
  'resolved',
  /** The rule was changed, switched off or removed while its alert fired. */
  'closed',
  /** Cannot be evaluated. */
  'unknown',
  /** Can be evaluated again. */
  'known',
  'delivered',
  'delivery-failed',
  'rule-saved',
  'rule-deleted',
  'target-tested',
  'delivery-retried',
] as const;
export type AlertEvent = (typeof alertEvents)[number];

export const alertHistoryEntry = z.object({
  id: z.string(),
  at: instant,
  event: z.enum(alertEvents),
  ruleId: z.string().nullable(),
  ruleName: z.string().nullable(),
  severity: alertSeverity.nullable(),
  /** Joins what belongs to one alert from firing to its end. */
  alertId: z.string().nullable(),
  target: z.string().nullable(),
  text: z.string(),
  /** Who did it, where it was a person. */
  user: person.nullable(),
});
export type AlertHistoryEntry = z.infer<typeof alertHistoryEntry>;

export const alertHistory = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/alerts/history',
  summary: 'What alerts did: fired, resolved, delivered, failed; and who changed rules; the latest first',
  params: hubParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** Id of the last entry of the page before. */
    cursor: z.string().max(100).optional(),
  }),
  result: z.object({
    entries: z.array(alertHistoryEntry),
    nextCursor: z.string().nullable(),
    /** The latest so many are kept for each task hub. */
    keeps: z.int(),
  }),
});

export const alertDelivery = z.object({
  id: z.string(),
  /** `waiting`: will be tried. `dead`: given up, until somebody tries it again. */
  state: z.enum(['waiting', 'dead']),
  target: z.string(),
  event: z.enum(alertEvents),
  ruleName: z.string(),
  summary: z.string(),
  createdAt: instant,
  attempts: z.int(),
  maxAttempts: z.int(),
  nextAttemptAt: instant.nullable(),
  lastProblem: z.string().nullable(),
});
export type AlertDelivery = z.infer<typeof alertDelivery>;

export const alertDeliveries = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/alerts/deliveries',
  summary: 'Messages that wait to be delivered or were given up; delivered ones are in the history',
  params: hubParams,
  result: z.object({ deliveries: z.array(alertDelivery) }),
});

export const retryAlertDelivery = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/alerts/deliveries/:deliveryId/retry',
  summary: 'Try a message again that was given up',
  access: 'admin',
  params: hubParams.extend({ deliveryId: z.string().min(1).max(100) }),
  body: z.object({}),
  result: alertDelivery,
});
