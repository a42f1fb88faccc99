import type { Box, Flow, PlacedEdge, Point } from './layout-types.ts';

/** A curve that leaves and enters every point along the flow. */
export function edgePath(points: readonly Point[], flow: Flow): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let from = first;
  for (const to of rest) {
    const bend =
      flow === 'down'
        ? [from.x, (from.y + to.y) / 2, to.x, (from.y + to.y) / 2]
        : [(from.x + to.x) / 2, from.y, (from.x + to.x) / 2, to.y];
    path += `C${bend.map(round).join(' ')} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return path;
}

const arrowPx = 6;

/** A triangle whose tip is the last point. */
export function arrowPath(points: readonly Point[], flow: Flow): string {
  const tip = points.at(-1);
  if (tip === undefined) return '';
  const { x, y } = tip;
  const half = arrowPx * 0.6;
  const corners =
    flow === 'down'
      ? [x - half, y - arrowPx, x + half, y - arrowPx]
      : [x - arrowPx, y - half, x - arrowPx, y + half];
  return `M${round(x)} ${round(y)}L${corners.slice(0, 2).map(round).join(' ')}L${corners.slice(2).map(round).join(' ')}Z`;
}

export function boxPath({ x, y, width, height }: Box): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The smallest box around an edge. */
export function edgeBox({ points }: PlacedEdge): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
