import type { FunctionNode } from '../../contract/functions-map.ts';
import type { Step } from '../execution/execution-model.ts';
import { elapsedMs, type Instant } from '../instant.ts';
import { nearestRank } from '../nearest-rank.ts';

const maxOperations = 50;

type Lengths = FunctionNode['lengths'];

export function lengthsOfMs(lengthsMs: readonly number[]): Lengths {
  if (lengthsMs.length === 0) return null;
  const ascending = lengthsMs.toSorted((a, b) => a - b);
  return {
    count: ascending.length,
    p50Ms: nearestRank(ascending, 0.5),
    p95Ms: nearestRank(ascending, 0.95),
    maxMs: ascending.at(-1) ?? 0,
  };
}

export function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** Each attempt on its own, from being asked for to its result: the wait between attempts belongs to none. */
function attemptLengthsMs(step: Step): number[] {
  const tries = step.attempts.length > 0 ? step.attempts : [step];
  return tries.flatMap(({ scheduledAt, finishedAt, state }) => {
    const hasEnded = state === 'completed' || state === 'failed';
    if (!hasEnded || scheduledAt === null || finishedAt === null) return [];
    return [Math.max(0, elapsedMs(scheduledAt, finishedAt))];
  });
}

/** What several calls amount to. */
export class CallTally {
  calls = 0;
  failedCalls = 0;
  openCalls = 0;
  retries = 0;
  lastSeenAt: Instant | null = null;
  readonly lengthsMs: number[] = [];
  private readonly operations = new Map<string, { name: string; calls: number; failedCalls: number }>();

  /** `isOpenKnown`: the history was read to its end, so that a missing result has not come. */
  add(step: Step, isOpenKnown: boolean): void {
    const { kind, state, name } = step;
    const isFailed = state === 'failed';
    this.calls += 1;
    if (isFailed) this.failedCalls += 1;
    if (isOpenKnown && state === 'open') this.openCalls += 1;
    this.retries += Math.max(0, step.attempts.length - 1);
    this.lastSeenAt = later(this.lastSeenAt, step.scheduledAt ?? step.finishedAt);
    // An event has no length, and a lock is held for as long as its holder likes.
    if (kind === 'activity' || kind === 'sub-orchestration' || kind === 'entity-call')
      for (const lengthMs of attemptLengthsMs(step)) this.lengthsMs.push(lengthMs);
    if ((kind === 'entity-call' || kind === 'entity-signal') && name !== null)
      this.addOperation(name, isFailed);
  }

  operationList() {
    return [...this.operations.values()].map((operation) => ({ ...operation }));
  }

  private addOperation(name: string, isFailed: boolean): void {
    let operation = this.operations.get(name);
    if (operation === undefined) {
      if (this.operations.size >= maxOperations) return;
      operation = { name, calls: 0, failedCalls: 0 };
      this.operations.set(name, operation);
    }
    operation.calls += 1;
    if (isFailed) operation.failedCalls += 1;
  }
}
