import PQueue from 'p-queue';
import type { AlertRule } from '../../shared/contract/alert-rules.ts';
import type { AlertStanding } from '../../shared/contract/alerts.ts';
import { matchesHub } from '../../shared/domain/hub-pattern.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { AppError } from '../errors.ts';
import type { HubRegistry } from '../hubs/hub-registry.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { withTimeLimit } from '../hubs/time-limit.ts';
import type { Clock } from '../index/clock.ts';
import type { StoredDocument } from '../storage/document.ts';
import { applyReadings, closeUnwatched, type Evaluated, type Surroundings } from './alert-evaluation.ts';
import type { AlertRecords } from './alert-records.ts';
import type { AlertRules } from './alert-rules.ts';
import type { Reading } from './alert-state.ts';
import { measureCondition } from './measure-condition.ts';

export const evaluateEveryMs = 30_000;
const jitterShare = 0.1;
const measureLimitMs = 20_000;
const hubsAtOnce = 4;
const untimed = { throwOnTimeout: true } as const;

export interface AlertEngineOptions {
  readonly hubs: Pick<HubRegistry, 'list'>;
  readonly rules: AlertRules;
  readonly records: StoredDocument<AlertRecords>;
  readonly clock: Clock;
  readonly publicUrl: string | null;
  /** Messages may wait to be sent. */
  readonly onNotices: () => void;
  readonly onFailure: (error: unknown) => void;
  readonly measure?: typeof measureCondition;
  /** From 0 to 1; processes that start together must not ask together. */
  readonly random?: () => number;
}

type Registry = Awaited<ReturnType<HubRegistry['list']>>;

function unknown(reason: string): Reading {
  return { kind: 'unknown', reason };
}

/** Why a task hub that a rule names is not to be seen. */
function absence(hub: string, { connections }: Registry): string {
  const name = hub.slice(0, hub.lastIndexOf('~'));
  const connection = connections.find((each) => each.name === name);
  return connection?.problem?.message ?? `there is no task hub ${hub}`;
}

/** Looks at every rule in every task hub it is about, again and again, while there are rules; otherwise does nothing. */
export class AlertEngine {
  private readonly watched = new Map<string, { readonly open: OpenHub; readonly release: () => void }>();
  private readonly readings = new Map<string, { readonly reading: Reading; readonly at: Instant }>();
  private unschedule: () => void = () => undefined;
  private round: Promise<void> | null = null;
  private isAskedAgain = false;
  private isClosed = false;

  constructor(private readonly options: AlertEngineOptions) {
    options.rules.onChange(() => this.evaluateSoon());
  }

  start(): void {
    const hasStandings = this.options.records.read().standings.length > 0;
    if (this.enabledRules().length > 0 || hasStandings) this.evaluateSoon();
  }

  /** At once, or right after the round that runs. */
  evaluateSoon(): void {
    if (this.isClosed) return;
    this.unschedule();
    if (this.round !== null) {
      this.isAskedAgain = true;
      return;
    }
    this.isAskedAgain = false;
    this.round = this.evaluate()
      .catch(this.options.onFailure)
      .then(() => this.afterRound());
  }

  /** Until the round that runs has ended. */
  async idle(): Promise<void> {
    while (this.round !== null) await this.round;
  }

  standingOf(rule: AlertRule, hub: string): AlertStanding {
    const last = this.readings.get(JSON.stringify([rule.id, hub]));
    const { standings } = this.options.records.read();
    const state = standings.find((each) => each.ruleId === rule.id && each.hub === hub)?.state;
    return {
      status: state?.status ?? 'ok',
      since: state?.since ?? null,
      reading: last?.reading.kind === 'measured' ? last.reading.text : null,
      evaluatedAt: last?.at ?? null,
      unknown: state?.unknown ? { since: state.unknown.since, reason: state.unknown.reason } : null,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.unschedule();
    await this.idle();
    for (const { release } of this.watched.values()) release();
    this.watched.clear();
  }

  private enabledRules(): readonly AlertRule[] {
    return this.options.rules.all().filter(({ isEnabled }) => isEnabled);
  }

  private afterRound(): void {
    this.round = null;
    if (this.isClosed) return;
    if (this.isAskedAgain) {
      this.evaluateSoon();
      return;
    }
    if (this.enabledRules().length === 0) return;
    const { clock, random = Math.random } = this.options;
    const delayMs = evaluateEveryMs * (1 + jitterShare * (2 * random() - 1));
    this.unschedule = clock.schedule(() => this.evaluateSoon(), delayMs);
  }

  private async evaluate(): Promise<void> {
    const rules = this.enabledRules();
    const registry: Registry =
      rules.length === 0 ? { connections: [], hubs: [] } : await this.options.hubs.list();
    this.watch(registry.hubs.filter(({ key }) => rules.some((rule) => matchesHub(rule.hubs, key))));
    const evaluated = [...(await this.measureAll(rules, registry)), ...this.unseen(rules, registry)];
    const around = { now: this.options.clock.now(), publicUrl: this.options.publicUrl };
    this.readings.clear();
    for (const { rule, hub, reading } of evaluated)
      this.readings.set(JSON.stringify([rule.id, hub]), { reading, at: around.now });
    await this.keep(evaluated, registry, around);
  }

  /** Keeps the indexes following and the queues sampled, of these hubs alone. */
  private watch(hubs: readonly OpenHub[]): void {
    for (const [key, { open, release }] of this.watched) {
      if (hubs.includes(open)) continue;
      release();
      this.watched.delete(key);
    }
    for (const open of hubs) {
      if (this.watched.has(open.key)) continue;
      const unwatch = open.index.watch(() => undefined);
      const stopSampling = open.queues.keepSampling();
      const release = () => {
        unwatch();
        stopSampling();
      };
      this.watched.set(open.key, { open, release });
    }
  }

  private async measureAll(rules: readonly AlertRule[], { hubs }: Registry): Promise<Evaluated[]> {
    const queue = new PQueue({ concurrency: hubsAtOnce });
    const ofHubs = await Promise.all(
      hubs.map((open) =>
        queue.add(async () => {
          const evaluated: Evaluated[] = [];
          for (const rule of rules.filter((each) => matchesHub(each.hubs, open.key)))
            evaluated.push({ rule, hub: open.key, reading: await this.measure(rule, open) });
          return evaluated;
        }, untimed),
      ),
    );
    return ofHubs.flat();
  }

  private async measure({ condition }: AlertRule, open: OpenHub): Promise<Reading> {
    const { clock, measure = measureCondition } = this.options;
    try {
      const measured = measure(condition, open, clock.now());
      return await withTimeLimit(measured, measureLimitMs, 'The task hub');
    } catch (error) {
      if (error instanceof AppError) return unknown(error.message);
      open.logFailure(error);
      return unknown('it could not be measured, see the log of this dashboard');
    }
  }

  /** Hubs that a rule names by their whole name, or that were looked at before, and are not to be seen now. */
  private unseen(rules: readonly AlertRule[], registry: Registry): Evaluated[] {
    const seen = new Set(registry.hubs.map(({ key }) => key));
    const gone = this.goneHubs(registry);
    const { standings } = this.options.records.read();
    return rules.flatMap((rule) => {
      const before = standings.filter(({ ruleId }) => ruleId === rule.id).map(({ hub }) => hub);
      const named = rule.hubs.includes('*') ? before.filter((hub) => !gone.has(hub)) : [rule.hubs];
      return named
        .filter((hub) => !seen.has(hub) && matchesHub(rule.hubs, hub))
        .map((hub) => ({ rule, hub, reading: unknown(absence(hub, registry)) }));
    });
  }

  /** Those that a connection which answers does not have any more. */
  private goneHubs({ connections, hubs }: Registry): Set<string> {
    const seen = new Set(hubs.map(({ key }) => key));
    const answering = connections.filter(({ problem }) => problem === null).map(({ name }) => name);
    const isGone = (hub: string) => !seen.has(hub) && answering.includes(hub.slice(0, hub.lastIndexOf('~')));
    return new Set(
      this.options.records
        .read()
        .standings.map(({ hub }) => hub)
        .filter(isGone),
    );
  }

  private async keep(
    evaluated: readonly Evaluated[],
    registry: Registry,
    around: Surroundings,
  ): Promise<void> {
    const { records, rules, onNotices } = this.options;
    const named = new Set(rules.all().map(({ hubs }) => hubs));
    const gone = new Set([...this.goneHubs(registry)].filter((hub) => !named.has(hub)));
    // Rules may have been changed while they were measured.
    const current = rules.all();
    const fresh = evaluated.filter(({ rule }) => current.includes(rule));
    const next = (now: AlertRecords) =>
      applyReadings(closeUnwatched(now, current, gone, around), fresh, around);
    const before = records.read();
    // Most rounds change nothing, and need no writing.
    if (next(before) === before) return;
    const after = await records.change(next);
    if (after.deliveries.length > 0) onNotices();
  }
}
