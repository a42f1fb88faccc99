import {
  eventGridRefusals,
  type EventGridRefusal,
  type EventGridState,
} from '../../../shared/contract/event-grid.ts';
import { AppError } from '../../errors.ts';
import { EventCounts } from '../../event-grid/event-counts.ts';
import type { EventGridSource } from '../../event-grid/event-grid-config.ts';
import { createGuard, type Guard, type Proof } from '../../event-grid/event-grid-guard.ts';
import { HintedReads } from '../../event-grid/hinted-reads.ts';
import { readEvents, type LifecycleEvent, type ReadEvent } from '../../event-grid/read-events.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';

interface Parts {
  readonly hubs: HubRegistry;
  readonly sources: readonly EventGridSource[];
  readonly publicUrl: string | null;
  readonly now?: () => number;
}

interface Webhook {
  readonly source: EventGridSource;
  readonly guard: Guard;
}

type HubFinder = (hubName: string) => OpenHub | null;

/** What Event Grid is answered. */
export type Receipt = { validationResponse: string } | { accepted: number; refused: number };

/** Lets events make the index read instances at once; what they say beyond that is not believed. */
export class EventGridService {
  readonly counts: EventCounts;
  private readonly webhooks: ReadonlyMap<string, Webhook>;
  private readonly reads: HintedReads;

  constructor(private readonly parts: Parts) {
    this.counts = new EventCounts(parts.now ?? Date.now);
    this.webhooks = new Map(
      parts.sources.map((source) => [source.connection, { source, guard: createGuard(source) }]),
    );
    this.reads = new HintedReads({ onRead: (hub, isDone) => this.counts.read(hub, isDone) });
  }

  /** `not-found` where no webhook is configured for the connection. */
  source(connection: string): EventGridSource {
    return this.webhook(connection).source;
  }

  /** `unauthenticated` for whoever proves nothing. */
  async check(connection: string, proof: Proof): Promise<void> {
    await this.webhook(connection).guard(proof);
  }

  refuse(connection: string, cause: EventGridRefusal): void {
    this.counts.refused(connection, cause);
  }

  /** Takes what can be taken: of a batch in which something is wrong, the rest is as good. */
  async take(connection: string, body: unknown): Promise<Receipt> {
    const events = readEvents(body);
    if (events === null) {
      this.refuse(connection, 'unreadable');
      throw new AppError('invalid-request', 'The body holds no events.');
    }
    const validation = events.find((event) => event.kind === 'validation');
    if (validation !== undefined) return { validationResponse: validation.code };
    const findHub = await this.hubFinder(connection);
    const refusals = events.map((event) => this.takeOne(event, findHub)).filter((cause) => cause !== null);
    for (const cause of refusals) this.refuse(connection, cause);
    const accepted = events.length - refusals.length;
    if (accepted === 0) throw refusalOf(refusals);
    return { accepted, refused: refusals.length };
  }

  describe(open: OpenHub): EventGridState {
    const { connection } = open.hub.ref;
    const { source } = this.webhooks.get(connection) ?? {};
    const path = source === undefined ? null : `/webhooks/event-grid/${encodeURIComponent(connection)}`;
    const { publicUrl } = this.parts;
    const { byCause, lastAt } = this.counts.refusedOf(connection);
    return {
      path,
      address: path === null || publicUrl === null ? null : publicUrl + path,
      takesSecret: source !== undefined && source.secrets.length > 0,
      takesToken: (source?.token ?? null) !== null,
      countedSince: this.counts.since,
      events: { ...this.counts.of(open.key), waiting: this.reads.waitingIn(open.key) },
      refused: eventGridRefusals.flatMap((cause) => {
        const count = byCause.get(cause) ?? 0;
        return count === 0 ? [] : [{ cause, count }];
      }),
      lastRefusedAt: lastAt,
    };
  }

  async close(): Promise<void> {
    await this.reads.close();
  }

  private webhook(connection: string): Webhook {
    const found = this.webhooks.get(connection);
    if (found !== undefined) return found;
    throw new AppError('not-found', 'There is no such webhook.');
  }

  /** Names of task hubs differ in no storage by their casing. Throws while the hubs of the connection are not known. */
  private async hubFinder(connection: string): Promise<HubFinder> {
    const { hubs, connections } = await this.parts.hubs.list();
    const own = hubs.filter(({ hub }) => hub.ref.connection === connection);
    const byName = new Map(own.map((open) => [open.hub.ref.name.toLowerCase(), open]));
    const problem = connections.find(({ name }) => name === connection)?.problem ?? null;
    return (hubName) => {
      const found = byName.get(hubName.toLowerCase()) ?? null;
      if (found === null && problem !== null) throw new AppError('store-unavailable', problem.message);
      return found;
    };
  }

  /** Why it was refused; `null` = it was not. */
  private takeOne(event: ReadEvent, findHub: HubFinder): EventGridRefusal | null {
    if (event.kind === 'refused') return event.cause;
    return event.kind === 'lifecycle' ? this.takeHint(event, findHub) : null;
  }

  private takeHint({ hubName, instanceId, at }: LifecycleEvent, findHub: HubFinder): EventGridRefusal | null {
    const open = findHub(hubName);
    if (open === null) return 'unknown-hub';
    const outcome = this.reads.add({ open, instanceId, at });
    if (outcome === 'full') return 'too-many';
    this.counts.received(open.key, outcome === 'joined');
    return null;
  }
}

/** Sent again later only where that could help. */
function refusalOf(causes: readonly EventGridRefusal[]): AppError {
  if (causes.includes('too-many')) {
    return new AppError('rate-limited', 'Too many instances wait to be read. Send the events again later.');
  }
  return new AppError('invalid-request', `No event was taken: ${[...new Set(causes)].join(', ')}.`);
}
