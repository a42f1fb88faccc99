import { entryOf, exitOf } from './edge-ends.ts';
import { layerGapPx, siblingGapPx } from './layout-sizes.ts';
import type { Flow, GraphLayout, LayoutEdge, PlacedNode, SizedNode } from './layout-types.ts';

interface Ranked {
  readonly node: SizedNode;
  readonly before: string[];
  readonly after: string[];
  rank: number;
  /** Place in its rank. */
  order: number;
}

function toRanked(nodes: readonly SizedNode[], edges: readonly LayoutEdge[]): Map<string, Ranked> {
  const ranked = new Map<string, Ranked>();
  for (const node of nodes) ranked.set(node.id, { node, before: [], after: [], rank: 0, order: 0 });
  for (const { from, to } of edges) {
    ranked.get(from)?.after.push(to);
    ranked.get(to)?.before.push(from);
  }
  return ranked;
}

/** Every node one rank below the lowest of its predecessors. */
function assignRanks(ranked: ReadonlyMap<string, Ranked>): void {
  const missing = new Map([...ranked].map(([id, { before }]) => [id, before.length]));
  const ready = [...ranked.values()].filter(({ before }) => before.length === 0);
  for (let next = ready.pop(); next !== undefined; next = ready.pop())
    for (const id of next.after) {
      const target = ranked.get(id);
      if (target === undefined) continue;
      target.rank = Math.max(target.rank, next.rank + 1);
      const left = (missing.get(id) ?? 0) - 1;
      missing.set(id, left);
      if (left === 0) ready.push(target);
    }
}

/** Rank by rank, each node near its predecessors. */
function orderRanks(ranked: ReadonlyMap<string, Ranked>): Ranked[][] {
  const ranks: Ranked[][] = [];
  for (const one of ranked.values()) (ranks[one.rank] ??= []).push(one);
  const wishOf = ({ before }: Ranked) =>
    before.reduce((sum, id) => sum + (ranked.get(id)?.order ?? 0), 0) / Math.max(1, before.length);
  for (const rank of ranks) {
    const wishes = new Map(rank.map((one) => [one, wishOf(one)]));
    rank.sort((one, other) => (wishes.get(one) ?? 0) - (wishes.get(other) ?? 0));
    for (const [order, one] of rank.entries()) one.order = order;
  }
  return ranks;
}

/** Sizes along the flow and across it. */
function sidesOf({ width, height }: SizedNode, flow: Flow): { along: number; across: number } {
  return flow === 'down' ? { along: height, across: width } : { along: width, across: height };
}

function acrossOf(rank: readonly Ranked[], flow: Flow): number {
  return rank.reduce((sum, { node }) => sum + sidesOf(node, flow).across + siblingGapPx, -siblingGapPx);
}

function placeRank(rank: readonly Ranked[], flow: Flow, start: { along: number; across: number }) {
  const depth = Math.max(...rank.map(({ node }) => sidesOf(node, flow).along));
  let { across } = start;
  const placed = rank.map(({ node }): PlacedNode => {
    const sides = sidesOf(node, flow);
    const along = start.along + (depth - sides.along) / 2;
    const corner = flow === 'down' ? { x: across, y: along } : { x: along, y: across };
    across += sides.across + siblingGapPx;
    return { ...node, ...corner };
  });
  return { placed, depth };
}

/** Layers in time that grows with the number of nodes and edges alone; lines are straight. */
export function layoutRanks(
  nodes: readonly SizedNode[],
  edges: readonly LayoutEdge[],
  flow: Flow,
): GraphLayout {
  const ranked = toRanked(nodes, edges);
  assignRanks(ranked);
  const ranks = orderRanks(ranked);
  const widest = Math.max(0, ...ranks.map((rank) => acrossOf(rank, flow)));
  const placed: PlacedNode[] = [];
  let along = 0;
  for (const rank of ranks) {
    const row = placeRank(rank, flow, { along, across: (widest - acrossOf(rank, flow)) / 2 });
    placed.push(...row.placed);
    along += row.depth + layerGapPx;
  }
  const byId = new Map(placed.map((node) => [node.id, node]));
  const length = Math.max(0, along - layerGapPx);
  return {
    flow,
    ...(flow === 'down' ? { width: widest, height: length } : { width: length, height: widest }),
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      if (from === undefined || to === undefined) return [];
      return [{ ...edge, points: [exitOf(from, flow), entryOf(to, flow)] }];
    }),
  };
}
