import { functionKey } from './function-ref.ts';
import { observedCalls } from './observed-calls.ts';
import type { SampledExecution } from './sampled-execution.ts';

/** As much of an execution as tells where it stands to a function. */
export interface CallTrace {
  readonly instanceId: string;
  readonly executionId: string | null;
  readonly name: string;
  readonly hasEnded: boolean;
  readonly isCutShort: boolean;
  /** By function key: the turn of its first call; `null` = not known. */
  readonly firstTurns: ReadonlyMap<string, number | null>;
  /** Keys of what it waits for; nothing when the end of its history was not read. */
  readonly openKeys: ReadonlySet<string>;
}

/** Functions that one execution calls beyond this number are not told apart from those it does not call. */
const maxKeys = 500;

export function traceOf(sample: SampledExecution): CallTrace {
  const { instanceId, executionId, name, hasEnded, isCutShort, model } = sample;
  const firstTurns = new Map<string, number | null>();
  const openKeys = new Set<string>();
  for (const { other, step } of observedCalls(model).calls) {
    const key = functionKey(other);
    if (!firstTurns.has(key) && firstTurns.size < maxKeys) firstTurns.set(key, step.turn);
    if (step.state === 'open' && !isCutShort && !hasEnded) openKeys.add(key);
  }
  return { instanceId, executionId, name, hasEnded, isCutShort, firstTurns, openKeys };
}

/**
 * `open` = waits for it. `done` = called it before. `passed` = did not call it, but did what ended runs do only after it.
 * `ahead` = nothing speaks against its being called.
 */
export type Standing = 'open' | 'done' | 'passed' | 'ahead';

/** Keys that ended runs call later than `key`, each time that they call both. */
export function laterKeys(key: string, endedTraces: readonly CallTrace[]): ReadonlySet<string> {
  const after = new Set<string>();
  const notAfter = new Set<string>();
  for (const { firstTurns } of endedTraces) {
    const turn = firstTurns.get(key);
    if (turn === undefined) continue;
    for (const [other, otherTurn] of firstTurns) {
      const isAfter = turn !== null && otherTurn !== null && otherTurn > turn;
      (isAfter ? after : notAfter).add(other);
    }
  }
  return new Set([...after].filter((other) => !notAfter.has(other)));
}

export function standingOf(trace: CallTrace, key: string, later: ReadonlySet<string>): Standing {
  if (trace.openKeys.has(key)) return 'open';
  if (trace.firstTurns.has(key)) return 'done';
  return [...trace.firstTurns.keys()].some((other) => later.has(other)) ? 'passed' : 'ahead';
}
