import type { Backlog, PartitionOwner } from '../../shared/contract/backlog.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { SeenHolder, SeenLeases, SeenMove } from '../task-hub/queue-samples.ts';

const movesPerPartition = 20;

/** Who works on a partition: an owner whose lease ran out does not. */
export function holderOf(owner: PartitionOwner | null): string | null {
  return owner?.lease === 'live' ? owner.workerId : null;
}

/** Who holds which partition since when, as far as somebody looked. */
export class LeaseBook {
  private readonly holders = new Map<number, SeenHolder>();
  private readonly moves = new Map<number, readonly LeaseMove[]>();

  /** What an earlier process saw. */
  load({ holders, moves }: SeenLeases): void {
    for (const each of holders) this.holders.set(each.partition, each);
    for (const { partition, ...move } of [...moves].reverse()) this.add(partition, move);
  }

  /** The moves since the last look. Where owners are not known, nothing is taken for one. */
  observe({ readAt, partitions }: Pick<Backlog, 'readAt' | 'partitions'>): SeenMove[] {
    return partitions.flatMap(({ partition, owner }) => {
      if (owner === null) return [];
      const to = holderOf(owner);
      const before = this.holders.get(partition);
      if (before?.holder === to) return [];
      this.holders.set(partition, { partition, holder: to, since: readAt });
      if (before === undefined) return [];
      const move = { at: readAt, from: before.holder, to };
      this.add(partition, move);
      return [{ partition, ...move }];
    });
  }

  /** `null` = nobody holds it, or nobody looked yet. */
  heldSince(partition: number): Instant | null {
    const seen = this.holders.get(partition);
    return seen === undefined || seen.holder === null ? null : seen.since;
  }

  /** The newest first. */
  movesOf(partition: number): readonly LeaseMove[] {
    return this.moves.get(partition) ?? [];
  }

  private add(partition: number, move: LeaseMove): void {
    this.moves.set(partition, [move, ...this.movesOf(partition)].slice(0, movesPerPartition));
  }
}
