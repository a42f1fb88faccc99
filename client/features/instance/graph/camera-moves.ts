import type { Box, GraphLayout, PlacedNode, Point } from '../../../lib/graph-layout/layout-types.ts';
import { overlaps } from '../../../lib/graph-layout/overlaps.ts';

const marginPx = 24;
/** Below this a node is a dot. */
const recognisableZoom = 0.3;

interface Canvas {
  readonly width: number;
  readonly height: number;
}

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Shows the whole, or with `smallest` its beginning when the whole would be too small to read. */
export function fittingViewport(layout: GraphLayout, canvas: Canvas, smallest: number) {
  const { width, height } = canvas;
  const whole = Math.min(
    1,
    (width - 2 * marginPx) / Math.max(1, layout.width),
    (height - 2 * marginPx) / Math.max(1, layout.height),
  );
  const zoom = Math.max(smallest, whole);
  const isWhole = zoom === whole;
  return {
    x: isWhole || layout.flow === 'down' ? (width - layout.width * zoom) / 2 : marginPx,
    y: isWhole || layout.flow === 'right' ? (height - layout.height * zoom) / 2 : marginPx,
    zoom,
  };
}

/** What of the plane is on the canvas. */
export function seenOf({ width, height }: Canvas, { x, y, zoom }: Viewport): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** All of a node is in sight, or of a larger one its beginning, and not too small. */
export function isInSight(node: Box, canvas: Canvas, viewport: Viewport): boolean {
  const seen = seenOf(canvas, viewport);
  return (
    viewport.zoom >= recognisableZoom &&
    node.x >= seen.x &&
    node.y >= seen.y &&
    node.x + Math.min(node.width, seen.width / 2) <= seen.x + seen.width &&
    node.y + Math.min(node.height, seen.height / 2) <= seen.y + seen.height
  );
}

interface Gaze {
  readonly activeId: string;
  /** What the reader sees. */
  readonly seen: Box;
}

/** How far to move so that what the reader looks at stays where it is; `null` = nothing of it is left. */
export function anchorOf(before: GraphLayout, after: GraphLayout, { activeId, seen }: Gaze): Point | null {
  const places = new Map(after.nodes.map((node) => [node.id, node]));
  const x = seen.x + seen.width / 2;
  const y = seen.y + seen.height / 2;
  const distanceOf = (node: PlacedNode) =>
    node.id === activeId && overlaps(node, seen)
      ? -1
      : Math.hypot(node.x + node.width / 2 - x, node.y + node.height / 2 - y);
  let nearest: PlacedNode | null = null;
  let shortest = Infinity;
  for (const node of before.nodes) {
    const distance = places.has(node.id) ? distanceOf(node) : Infinity;
    if (distance < shortest) [nearest, shortest] = [node, distance];
  }
  const place = nearest === null ? undefined : places.get(nearest.id);
  if (nearest === null || place === undefined) return null;
  return { x: nearest.x - place.x, y: nearest.y - place.y };
}
