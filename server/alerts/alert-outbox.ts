import { elapsedMs, instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import type { Clock } from '../index/clock.ts';
import type { StoredDocument } from '../storage/document.ts';
import type { WebhookTarget } from './alerts-config.ts';
import { messageBody } from './alert-messages.ts';
import {
  historyRecordOf,
  withDelivery,
  withHistory,
  type AlertRecords,
  type Delivery,
} from './alert-records.ts';
import type { SendOutcome, WebhookRequest } from './send-webhook.ts';
import { webhookHeaders } from './signature.ts';

/** After each try in a row; the last one goes on. Long waits would hold up what comes after a target is there again. */
const retryDelaysMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const maxRetryAfterMs = 3_600_000;
/** Where a result cannot be kept, the message is sent again, but not at once. */
const afterFailedKeepingMs = 60_000;

export interface AlertOutboxOptions {
  readonly records: StoredDocument<AlertRecords>;
  readonly targets: readonly WebhookTarget[];
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly send: (request: WebhookRequest) => Promise<SendOutcome>;
  readonly onFailure: (error: unknown) => void;
}

type Failed = Extract<SendOutcome, { kind: 'failed' }>;

/** A request as it goes to a target. */
export function requestFor(
  { kind, url, signingSecret }: WebhookTarget,
  { id, notice }: Pick<Delivery, 'id' | 'notice'>,
  { nowMs, timeoutMs }: { readonly nowMs: number; readonly timeoutMs: number },
): WebhookRequest {
  const body = messageBody(kind, notice, id);
  const sentAtS = Math.floor(nowMs / 1000);
  return { url, body, timeoutMs, headers: webhookHeaders(id, body, { secret: signingSecret, sentAtS }) };
}

/**
 * Sends what waits: to each target one message after the other, in the order in which they were made. A message leaves
 * the disk only after its target took it, so a process that dies in between sends it again, under the same id.
 */
export class AlertOutbox {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly timers = new Map<string, () => void>();
  private isClosed = false;

  constructor(private readonly options: AlertOutboxOptions) {}

  /** Sends what is due, and wakes up for what is not. */
  wake(): void {
    if (this.isClosed) return;
    const waiting = this.options.records.read().deliveries.filter(({ state }) => state === 'waiting');
    for (const name of new Set(waiting.map(({ target }) => target))) this.wakeTarget(name);
  }

  /** Until nothing is being sent. */
  async idle(): Promise<void> {
    while (this.busy.size > 0) await Promise.all(this.busy.values());
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const cancel of this.timers.values()) cancel();
    await this.idle();
  }

  private wakeTarget(name: string): void {
    if (this.busy.has(name)) return;
    this.timers.get(name)?.();
    this.timers.delete(name);
    const run = this.sendDue(name)
      .catch((error: unknown) => {
        this.options.onFailure(error);
        return afterFailedKeepingMs;
      })
      .then((waitMs) => {
        this.busy.delete(name);
        if (waitMs === null || this.isClosed) return;
        this.timers.set(
          name,
          this.options.clock.schedule(() => this.wakeTarget(name), waitMs),
        );
      });
    this.busy.set(name, run);
  }

  private first(name: string): Delivery | undefined {
    const { deliveries } = this.options.records.read();
    return deliveries.find(({ target, state }) => target === name && state === 'waiting');
  }

  /** How long to wait for the next one; `null` = none is left. */
  private async sendDue(name: string): Promise<number | null> {
    for (;;) {
      const next = this.first(name);
      if (next === undefined || this.isClosed) return null;
      const waitMs = elapsedMs(this.options.clock.now(), next.nextAttemptAt);
      if (waitMs > 0) return waitMs;
      await this.sendOne(next);
    }
  }

  private async sendOne(delivery: Delivery): Promise<void> {
    const { records, targets, clock, send, timeoutMs } = this.options;
    const target = targets.find(({ name }) => name === delivery.target);
    const outcome: SendOutcome =
      target === undefined
        ? {
            ...{ kind: 'failed', status: null, isFinal: true, retryAfterMs: null },
            problem: 'There is no such target any more.',
          }
        : await send(requestFor(target, delivery, { nowMs: instantToMs(clock.now()), timeoutMs }));
    const now = clock.now();
    const tried = { ...delivery, attempts: delivery.attempts + 1 };
    await records.change((kept) =>
      outcome.kind === 'accepted'
        ? this.accepted(kept, tried, outcome.status, now)
        : this.failed(kept, tried, outcome, now),
    );
  }

  private accepted(records: AlertRecords, tried: Delivery, status: number, now: Instant): AlertRecords {
    const tries = tried.attempts === 1 ? '' : `, at try ${tried.attempts}`;
    const text = `${tried.target} took the message (${tried.notice.event}): ${status}${tries}.`;
    const rest = withDelivery(records, tried.id, null);
    return withHistory(rest, historyOf(tried, now, { event: 'delivered', text }));
  }

  private failed(records: AlertRecords, tried: Delivery, outcome: Failed, now: Instant): AlertRecords {
    const lastProblem = outcome.problem;
    if (!outcome.isFinal && tried.attempts < this.options.maxAttempts) {
      const usualMs = retryDelaysMs[Math.min(tried.attempts, retryDelaysMs.length) - 1] ?? 0;
      const wantedMs = Math.min(outcome.retryAfterMs ?? 0, maxRetryAfterMs);
      const nextAttemptAt = msToInstant(instantToMs(now) + Math.max(usualMs, wantedMs));
      return withDelivery(records, tried.id, { ...tried, nextAttemptAt, lastProblem });
    }
    const text = `Given up after ${tried.attempts === 1 ? 'one try' : `${tried.attempts} tries`}: ${lastProblem}`;
    const kept = withDelivery(records, tried.id, { ...tried, state: 'dead', lastProblem });
    return withHistory(kept, historyOf(tried, now, { event: 'delivery-failed', text }));
  }
}

function historyOf(
  { notice: { rule, hub, alertId }, target }: Delivery,
  now: Instant,
  what: { readonly event: 'delivered' | 'delivery-failed'; readonly text: string },
) {
  const { id: ruleId, name: ruleName, severity } = rule;
  return historyRecordOf(hub, now, { ...what, ruleId, ruleName, severity, alertId, target });
}
