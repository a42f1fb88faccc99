import type { EventGridRefusal } from '../../shared/contract/event-grid.ts';
import { msToInstant, type Instant } from '../../shared/domain/instant.ts';

export interface HubEventCounts {
  received: number;
  read: number;
  joined: number;
  failedReads: number;
  lastReceivedAt: Instant | null;
  lastReadAt: Instant | null;
}

interface Refusals {
  readonly byCause: Map<EventGridRefusal, number>;
  lastAt: Instant | null;
}

/** Counted since the process began. */
export class EventCounts {
  readonly since: Instant;
  /** By key of the hub. Only hubs that exist are counted, so that invented names fill no memory. */
  private readonly hubs = new Map<string, HubEventCounts>();
  private readonly refusals = new Map<string, Refusals>();

  constructor(private readonly now: () => number) {
    this.since = this.instant();
  }

  of(hub: string): HubEventCounts {
    const known = this.hubs.get(hub);
    if (known !== undefined) return known;
    const counts: HubEventCounts = {
      ...{ received: 0, read: 0, joined: 0, failedReads: 0 },
      ...{ lastReceivedAt: null, lastReadAt: null },
    };
    this.hubs.set(hub, counts);
    return counts;
  }

  received(hub: string, joined: boolean): void {
    const counts = this.of(hub);
    counts.received += 1;
    if (joined) counts.joined += 1;
    counts.lastReceivedAt = this.instant();
  }

  read(hub: string, isDone: boolean): void {
    const counts = this.of(hub);
    if (!isDone) {
      counts.failedReads += 1;
      return;
    }
    counts.read += 1;
    counts.lastReadAt = this.instant();
  }

  refused(connection: string, cause: EventGridRefusal): void {
    const { byCause } = this.refusedOf(connection);
    byCause.set(cause, (byCause.get(cause) ?? 0) + 1);
    this.refusedOf(connection).lastAt = this.instant();
  }

  refusedOf(connection: string): Refusals {
    const known = this.refusals.get(connection) ?? { byCause: new Map(), lastAt: null };
    this.refusals.set(connection, known);
    return known;
  }

  all(): { hubs: [hub: string, counts: HubEventCounts][]; refused: [connection: string, Refusals][] } {
    return { hubs: [...this.hubs], refused: [...this.refusals] };
  }

  private instant(): Instant {
    return msToInstant(this.now());
  }
}
