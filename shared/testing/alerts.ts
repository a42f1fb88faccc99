import type { z } from 'zod';
import { alertRule, type alertRuleDraft, type AlertRule } from '../contract/alert-rules.ts';
import {
  alertDelivery,
  alertHistoryEntry,
  alertsOfHub,
  type AlertDelivery,
  type AlertHistoryEntry,
  type AlertsOfHub,
  type AlertStanding,
} from '../contract/alerts.ts';
import { at } from './instances.ts';

type Draft = z.input<typeof alertRuleDraft>;

/** A rule of the page about missing workers, that fires and resolves at once. */
export function makeAlertRule(
  overrides: Partial<Draft> & Partial<Pick<AlertRule, 'id' | 'origin' | 'changedBy' | 'changedAt'>> = {},
): AlertRule {
  return alertRule.parse({
    id: 'rule-1',
    name: 'No worker',
    hubs: '*',
    condition: { kind: 'no-worker' },
    holdS: 0,
    resolveAfterS: 0,
    origin: 'page',
    changedBy: { id: 'ada@example.org', name: 'Ada' },
    changedAt: at(0),
    ...overrides,
  });
}

/** Looked at and in order. */
export function makeAlertStanding(overrides: Partial<AlertStanding> = {}): AlertStanding {
  return {
    status: 'ok',
    since: at(1),
    reading: '4 of 4 partitions are held by a worker; messages wait in 0 queues.',
    evaluatedAt: at(2),
    unknown: null,
    ...overrides,
  };
}

/** One rule and one target. */
export function makeAlertsOfHub(overrides: Partial<AlertsOfHub> = {}): AlertsOfHub {
  return alertsOfHub.parse({
    rules: [{ rule: makeAlertRule(), standing: makeAlertStanding(), editRefusal: null }],
    targets: [
      { name: 'team', kind: 'slack', host: 'hooks.slack.example', lastFour: 'x9y8', isSigned: false },
    ],
    isDurable: true,
    everyS: 30,
    hasLinks: true,
    ...overrides,
  } satisfies AlertsOfHub);
}

export function makeAlertHistoryEntry(overrides: Partial<AlertHistoryEntry> = {}): AlertHistoryEntry {
  return alertHistoryEntry.parse({
    id: 'entry-1',
    at: at(3),
    event: 'fired',
    ruleId: 'rule-1',
    ruleName: 'No worker',
    severity: 'warning',
    alertId: 'alert-1',
    target: null,
    text: '0 of 4 partitions are held by a worker; messages wait in 2 queues.',
    user: null,
    ...overrides,
  } satisfies AlertHistoryEntry);
}

/** Given up. */
export function makeAlertDelivery(overrides: Partial<AlertDelivery> = {}): AlertDelivery {
  return alertDelivery.parse({
    id: 'delivery-1',
    state: 'dead',
    target: 'team',
    event: 'fired',
    ruleName: 'No worker',
    summary: '0 of 4 partitions are held by a worker; messages wait in 2 queues.',
    createdAt: at(3),
    attempts: 12,
    maxAttempts: 12,
    nextAttemptAt: null,
    lastProblem: 'It answered 500.',
    ...overrides,
  } satisfies AlertDelivery);
}
