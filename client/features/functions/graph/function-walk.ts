import type { GraphLayout, PlacedNode } from '../../../lib/graph-layout/layout-types.ts';

export const walkKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const;
export type WalkKey = (typeof walkKeys)[number];

function middleOf({ x, y, width, height }: PlacedNode) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Nearest in a direction; what lies aside counts double, so that a walk keeps its line. */
function nearest(from: PlacedNode, nodes: readonly PlacedNode[], key: WalkKey): PlacedNode | undefined {
  const start = middleOf(from);
  const isAcross = key === 'ArrowUp' || key === 'ArrowDown';
  const sign = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1;
  let best: PlacedNode | undefined;
  let shortest = Infinity;
  for (const node of nodes) {
    const { x, y } = middleOf(node);
    const ahead = sign * (isAcross ? y - start.y : x - start.x);
    const aside = Math.abs(isAcross ? x - start.x : y - start.y);
    if (node.id === from.id || ahead <= 0) continue;
    const distance = ahead + 2 * aside;
    if (distance < shortest) [best, shortest] = [node, distance];
  }
  return best;
}

/** Where a key leads: left and right along the lines where there are any, otherwise to what lies there. */
export function walkTo({ nodes, edges }: GraphLayout, id: string, key: WalkKey): string | null {
  if (key === 'Home') return nodes[0]?.id ?? null;
  if (key === 'End') return nodes.at(-1)?.id ?? null;
  const from = nodes.find((node) => node.id === id);
  if (from === undefined) return null;
  const ends = edges.flatMap((edge) => {
    if (key === 'ArrowRight' && edge.from === id) return [edge.to];
    return key === 'ArrowLeft' && edge.to === id ? [edge.from] : [];
  });
  const joined = nodes.filter((node) => ends.includes(node.id));
  return (nearest(from, joined, key) ?? nearest(from, nodes, key))?.id ?? null;
}
