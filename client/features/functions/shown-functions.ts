import type { FunctionCall, FunctionNode, FunctionsMap } from '../../../shared/contract/functions-map.ts';
import type { FunctionOrder, FunctionsSearch } from './functions-search.ts';

/** Seen at most this often counts as rare. */
const rareCount = 1;

export interface ShownFunctions {
  readonly nodes: readonly FunctionNode[];
  /** Between functions that are shown. */
  readonly calls: readonly FunctionCall[];
}

function countOf({ calls, sampledRuns }: FunctionNode): number {
  return Math.max(calls, sampledRuns);
}

/** Functions that match what the reader looks for; the one that is shown in detail stays. */
export function shownFunctions(
  { nodes, calls }: FunctionsMap,
  { find, kind, rare, fn }: FunctionsSearch,
): ShownFunctions {
  const words = find?.toLowerCase();
  const isMatch = (node: FunctionNode) =>
    (words === undefined || node.name.toLowerCase().includes(words)) &&
    (kind === undefined || node.kind === kind) &&
    (rare === undefined || countOf(node) > rareCount || (node.inHub?.total ?? 0) > rareCount);
  const shown = nodes.filter((node) => isMatch(node) || node.key === fn);
  const keys = new Set(shown.map(({ key }) => key));
  return { nodes: shown, calls: calls.filter(({ from, to }) => keys.has(from) && keys.has(to)) };
}

const measures = {
  calls: ({ calls }: FunctionNode) => calls,
  failures: ({ failedCalls, inHub }: FunctionNode) => Math.max(failedCalls, inHub?.failed ?? 0),
  p95: ({ lengths }: FunctionNode) => lengths?.p95Ms ?? -1,
} satisfies Partial<Record<FunctionOrder, (node: FunctionNode) => number>>;

export function sortFunctions(nodes: readonly FunctionNode[], order: FunctionOrder): FunctionNode[] {
  const byName = (one: FunctionNode, other: FunctionNode) => (one.name < other.name ? -1 : 1);
  if (order === 'name') return nodes.toSorted(byName);
  if (order === 'last-seen') {
    const seen = ({ lastSeenAt }: FunctionNode) => lastSeenAt ?? '';
    return nodes.toSorted((one, other) =>
      seen(one) === seen(other) ? byName(one, other) : seen(one) < seen(other) ? 1 : -1,
    );
  }
  const measure = measures[order];
  return nodes.toSorted((one, other) => measure(other) - measure(one) || byName(one, other));
}
