import type { FunctionCall, FunctionNode } from '../../../../shared/contract/functions-map.ts';
import type { ShownFunctions } from '../shown-functions.ts';

/** More than these in one picture are a carpet. */
export const maxDrawn = 150;
/** Fewer than these are not worth a fold. */
const fewestFolded = 3;

/** Several functions of one kind that only one function has to do with. */
export interface FoldedFunctions {
  readonly id: string;
  readonly ownerKey: string;
  readonly kind: FunctionNode['kind'];
  readonly members: readonly FunctionNode[];
}

export interface FoldedMap {
  readonly nodes: readonly FunctionNode[];
  readonly folds: readonly FoldedFunctions[];
  readonly calls: readonly FunctionCall[];
  /** Functions beyond what can be drawn, the rarest. */
  readonly leftOut: number;
}

function neighboursOf(calls: readonly FunctionCall[]): Map<string, Set<string>> {
  const neighbours = new Map<string, Set<string>>();
  const add = (key: string, other: string) => {
    const known = neighbours.get(key);
    if (known === undefined) neighbours.set(key, new Set([other]));
    else known.add(other);
  };
  for (const { from, to } of calls) {
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

function foldsOf({ nodes, calls }: ShownFunctions, kept: string | undefined): FoldedFunctions[] {
  const neighbours = neighboursOf(calls);
  const groups = new Map<string, { ownerKey: string; kind: FunctionNode['kind']; members: FunctionNode[] }>();
  for (const node of nodes) {
    const [ownerKey, ...others] = neighbours.get(node.key) ?? [];
    const isLeaf = ownerKey !== undefined && ownerKey !== node.key && others.length === 0;
    if (!isLeaf || node.key === kept || node.kind === 'orchestrator') continue;
    const id = `fold ${node.kind} ${ownerKey}`;
    const group = groups.get(id) ?? { ownerKey, kind: node.kind, members: [] };
    group.members.push(node);
    groups.set(id, group);
  }
  return [...groups]
    .filter(([, { members }]) => members.length >= fewestFolded)
    .map(([id, group]) => ({ id, ...group }));
}

/**
 * All as they are while they fit; beyond that, what only one function uses is folded, unless it is opened, and then the
 * rarest are left out. The selected one is always drawn.
 */
export function foldFunctions(
  shown: ShownFunctions,
  opened: ReadonlySet<string>,
  selectedKey: string | undefined,
): FoldedMap {
  if (shown.nodes.length <= maxDrawn) return { ...shown, folds: [], leftOut: 0 };
  const folds = foldsOf(shown, selectedKey).filter(({ id }) => !opened.has(id));
  const folded = new Set(folds.flatMap(({ members }) => members.map(({ key }) => key)));
  const weightOf = ({ key, calls, sampledRuns }: FunctionNode) =>
    key === selectedKey ? Infinity : calls + sampledRuns;
  const rest = shown.nodes
    .filter(({ key }) => !folded.has(key))
    .sort((one, other) => weightOf(other) - weightOf(one));
  const drawn = rest.slice(0, Math.max(1, maxDrawn - folds.length));
  const keys = new Set(drawn.map(({ key }) => key));
  return {
    nodes: drawn,
    folds: folds.filter(({ ownerKey }) => keys.has(ownerKey)).slice(0, maxDrawn),
    calls: shown.calls.filter(({ from, to }) => keys.has(from) && keys.has(to)),
    leftOut: rest.length - drawn.length,
  };
}
