import type { FunctionCall, FunctionNode, FunctionsMap } from '../../../shared/contract/functions-map.ts';
import { callWords } from './function-look.ts';

/** A call as its one end sees it. */
export interface CallRow {
  readonly key: string;
  /** What is at the other end. */
  readonly other: FunctionNode;
  readonly word: string;
  readonly call: FunctionCall;
}

export interface CallsOf {
  /** What it asks for; of an event, who takes it in. */
  readonly out: readonly CallRow[];
  /** Who asks for it; of an orchestrator also the events that it takes in. */
  readonly in: readonly CallRow[];
}

export function callsOf({ nodes, calls }: FunctionsMap, key: string): CallsOf {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const rowsOf = (end: 'from' | 'to') => {
    const rows = calls.flatMap((call): CallRow[] => {
      const other = byKey.get(end === 'from' ? call.to : call.from);
      if (call[end] !== key || other === undefined) return [];
      const word = callWords[call.kind][end === 'from' ? 'out' : 'in'];
      return [{ key: `${call.kind} ${other.key}`, other, word, call }];
    });
    return rows.sort((one, other) => other.call.calls - one.call.calls);
  };
  return { out: rowsOf('from'), in: rowsOf('to') };
}
