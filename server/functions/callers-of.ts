import type { FunctionCall, FunctionsMap } from '../../shared/contract/functions-map.ts';
import {
  functionKey,
  parseFunctionKey,
  type FunctionRef,
} from '../../shared/domain/function-map/function-ref.ts';

export interface Caller {
  /** Of an orchestrator. */
  readonly name: string;
  readonly kinds: readonly FunctionCall['kind'][];
  readonly calls: number;
}

/** Orchestrators that had to do with it: called it, sent it, or took it in; the busiest first. */
export function callersOf(map: FunctionsMap, ref: FunctionRef): Caller[] {
  const key = functionKey(ref);
  const callers = new Map<string, { kinds: Set<FunctionCall['kind']>; calls: number }>();
  for (const { from, to, kind, calls, seenByCallee } of map.calls) {
    const isTakenIn = kind === 'external-event' && from === key;
    const isCalled = kind !== 'external-event' && to === key;
    const orchestrator = isTakenIn ? to : isCalled ? from : null;
    if (orchestrator === null) continue;
    const caller = callers.get(orchestrator) ?? { kinds: new Set(), calls: 0 };
    caller.kinds.add(kind);
    caller.calls += Math.max(calls, seenByCallee);
    callers.set(orchestrator, caller);
  }
  return [...callers]
    .flatMap(([callerKey, { kinds, calls }]) => {
      const name = parseFunctionKey(callerKey)?.name;
      return name === undefined ? [] : [{ name, kinds: [...kinds], calls }];
    })
    .sort((one, other) => other.calls - one.calls);
}
