import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { alertHistoryEntry, type AlertHistoryEntry } from '../../shared/contract/alerts.ts';
import { instant } from '../../shared/contract/values.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { alertNotice, type AlertNotice } from './alert-notice.ts';
import { alertState } from './alert-state.ts';

/** How a rule stands in one task hub, with what is needed to tell of its end when the rule itself is gone. */
const standing = z.object({
  ruleId: z.string(),
  hub: z.string(),
  /** Another one for another condition: what was found by the one says nothing about the other. */
  signature: z.string(),
  state: alertState,
  told: alertNotice.shape.rule.extend({ targets: z.array(z.string()), note: z.string() }),
});
export type Standing = z.infer<typeof standing>;

/** One message to one target. */
const delivery = z.object({
  /** The same over all tries. */
  id: z.string(),
  target: z.string(),
  notice: alertNotice,
  state: z.enum(['waiting', 'dead']),
  createdAt: instant,
  attempts: z.int(),
  nextAttemptAt: instant,
  lastProblem: z.string().nullable(),
});
export type Delivery = z.infer<typeof delivery>;

const historyRecord = alertHistoryEntry.extend({ hub: z.string() });
export type HistoryRecord = z.infer<typeof historyRecord>;

/** States, messages on their way and history, in one document: a change of all of them is kept whole or not at all. */
export const alertRecords = z.object({
  version: z.literal(1),
  standings: z.array(standing),
  deliveries: z.array(delivery),
  /** The latest first. */
  history: z.array(historyRecord),
});
export type AlertRecords = z.infer<typeof alertRecords>;

export const noRecords: AlertRecords = { version: 1, standings: [], deliveries: [], history: [] };

export const keptOfHub = 300;
const keptInAll = 3_000;
const mostWaiting = 1_000;
const mostDead = 200;

function bounded(history: readonly HistoryRecord[]): HistoryRecord[] {
  const seen = new Map<string, number>();
  const ofHubs = history.filter(({ hub }) => {
    const count = (seen.get(hub) ?? 0) + 1;
    seen.set(hub, count);
    return count <= keptOfHub;
  });
  return ofHubs.slice(0, keptInAll);
}

type HistoryDraft = Pick<AlertHistoryEntry, 'event' | 'text'> & Partial<AlertHistoryEntry>;

/** One line of history that nobody sent anywhere yet. */
export function historyRecordOf(hub: string, at: Instant, draft: HistoryDraft): HistoryRecord {
  const nothing = { ruleId: null, ruleName: null, severity: null, alertId: null, target: null, user: null };
  return { ...nothing, id: randomUUID(), hub, at, ...draft };
}

export function withHistory(records: AlertRecords, ...entries: readonly HistoryRecord[]): AlertRecords {
  return { ...records, history: bounded([...entries.toReversed(), ...records.history]) };
}

function refusedDelivery({ notice, target }: Delivery): HistoryRecord {
  const { rule, alertId, hub, at } = notice;
  return historyRecordOf(hub, at, {
    event: 'delivery-failed',
    text: `Not sent: ${mostWaiting} messages wait already.`,
    ...{ ruleId: rule.id, ruleName: rule.name, severity: rule.severity, alertId, target },
  });
}

/** Keeps what happened and puts a message for each target into the outbox. */
export function withNotice(
  records: AlertRecords,
  notice: AlertNotice,
  targets: readonly string[],
): AlertRecords {
  const { rule, hub, at, event, summary, alertId } = notice;
  const entry = historyRecordOf(hub, at, {
    ...{ event, text: summary, alertId },
    ...{ ruleId: rule.id, ruleName: rule.name, severity: rule.severity },
  });
  const made = [...new Set(targets)].map((target): Delivery => {
    const attempts = { attempts: 0, nextAttemptAt: at, lastProblem: null };
    return { id: randomUUID(), target, notice, state: 'waiting', createdAt: at, ...attempts };
  });
  const room = Math.max(
    0,
    mostWaiting - records.deliveries.filter(({ state }) => state === 'waiting').length,
  );
  const deliveries = [...records.deliveries, ...made.slice(0, room)];
  return withHistory({ ...records, deliveries }, entry, ...made.slice(room).map(refusedDelivery));
}

/** Replaces one message, or takes it out; the oldest of too many that were given up go. */
export function withDelivery(records: AlertRecords, id: string, next: Delivery | null): AlertRecords {
  const deliveries = records.deliveries.flatMap((each) => (each.id === id ? (next ?? []) : [each]));
  const dead = deliveries.filter(({ state }) => state === 'dead');
  const dropped = new Set(dead.slice(0, Math.max(0, dead.length - mostDead)).map((each) => each.id));
  return { ...records, deliveries: deliveries.filter((each) => !dropped.has(each.id)) };
}
