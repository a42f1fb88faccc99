import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';

/** One look at a queue. */
export interface QueueLook {
  readonly at: Instant;
  readonly depth: number;
  /** Those a peek showed. */
  readonly messages: readonly QueuedMessage[];
}

export interface QueueFlow {
  readonly arrived: number;
  readonly left: number;
  readonly overMs: number;
}

/** Messages of the later look that were put into the queue after the earlier one. */
export function arrivedBetween(before: QueueLook, after: QueueLook): QueuedMessage[] {
  const known = new Set(before.messages.map(({ messageId }) => messageId));
  return after.messages.filter(
    ({ messageId, insertedAt }) => insertedAt !== null && insertedAt > before.at && !known.has(messageId),
  );
}

/** Neighbouring looks, the earlier one first. */
export function pairsOf<Look>(looks: readonly Look[]): (readonly [Look, Look])[] {
  return looks.slice(1).flatMap((after, place) => {
    const before = looks[place];
    return before === undefined ? [] : [[before, after] as const];
  });
}

/**
 * What came and went at least: a message that comes and goes between two looks is not seen, nor are new ones behind those
 * that a peek shows, unless the queue grew by them. `null` = there are no two looks, or no time passed by the clock.
 */
export function flowOf(looks: readonly QueueLook[]): QueueFlow | null {
  const [first] = looks;
  const last = looks.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  let arrived = 0;
  let left = 0;
  for (const [before, after] of pairsOf(looks)) {
    const growth = after.depth - before.depth;
    const came = Math.max(arrivedBetween(before, after).length, growth, 0);
    arrived += came;
    left += came - growth;
  }
  const overMs = elapsedMs(first.at, last.at);
  return overMs > 0 ? { arrived, left, overMs } : null;
}
