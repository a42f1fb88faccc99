import type { JobStore } from './job-store.ts';
import type { JobRecord, PendingItem } from './job-record.ts';

const chunkSize = 1_000;

export interface NextItem extends PendingItem {
  /** Title of an earlier job that has not ended and still has this instance before it; `null` = there is none. */
  readonly heldBy: string | null;
}

/**
 * The items of a job that are still to be done, in order. An earlier job that has not ended keeps its instances until it
 * has dealt with them. It never gets new ones, so what is free once is free for good: only what was held when a chunk was
 * read is looked at again when its turn comes.
 */
export class PendingItems {
  private chunk: PendingItem[] = [];
  private held: ReadonlyMap<string, number> = new Map();
  private readonly again: PendingItem[] = [];
  private after = -1;
  private isReadToEnd = false;

  constructor(
    private readonly store: JobStore,
    private readonly place: string,
    private readonly job: JobRecord,
  ) {}

  /** Nothing is left unless something is put back. */
  get isEmpty(): boolean {
    return this.isReadToEnd && this.chunk.length === 0 && this.again.length === 0;
  }

  putBack(item: PendingItem): void {
    this.again.push(item);
  }

  async take(count: number): Promise<NextItem[]> {
    const items: PendingItem[] = this.again.splice(0, count);
    while (items.length < count && !(this.isReadToEnd && this.chunk.length === 0)) {
      if (this.chunk.length === 0) await this.readOn();
      items.push(...this.chunk.splice(0, count - items.length));
    }
    return this.withHolders(items);
  }

  private async readOn(): Promise<void> {
    this.chunk = await this.store.pending(this.job.number, this.after, chunkSize);
    this.isReadToEnd = this.chunk.length < chunkSize;
    this.after = this.chunk.at(-1)?.position ?? this.after;
    this.held = await this.holdersOf(this.chunk);
  }

  private async withHolders(items: readonly PendingItem[]): Promise<NextItem[]> {
    const suspects = items.filter(({ instanceId }) => this.held.has(instanceId));
    const held = suspects.length === 0 ? new Map<string, number>() : await this.holdersOf(suspects);
    const titles = new Map<number, string>();
    for (const number of held.values()) {
      if (!titles.has(number)) titles.set(number, await this.store.titleOf(number));
    }
    return items.map((item) => {
      const holder = held.get(item.instanceId);
      return { ...item, heldBy: holder === undefined ? null : (titles.get(holder) ?? null) };
    });
  }

  private holdersOf(items: readonly PendingItem[]): Promise<Map<string, number>> {
    return this.store.heldByEarlier(
      this.place,
      this.job.number,
      items.map(({ instanceId }) => instanceId),
    );
  }
}
