import { overlaps } from '../../../lib/graph-layout/overlaps.ts';
import type { Box, GraphLayout, PlacedNode } from '../../../lib/graph-layout/layout-types.ts';

/**
 * `full` = with words, icons and buttons; `compact` = name and a sign for the state; `overview` = coloured boxes of one
 * drawing, because each node as an element of its own would be too many for the browser.
 */
export type Detail = 'full' | 'compact' | 'overview';

/** What the reader sees of the plane, and how large. */
export interface View extends Box {
  readonly zoom: number;
}

export interface VisibleNodes {
  readonly detail: Detail;
  readonly nodes: readonly PlacedNode[];
}

/** Below this nobody can read the words. */
const readableZoom = 0.45;
/** What the drawn nodes may add to the page, which beside them has the details of a step and the rest of the view. */
const maxElements = 580;
/** Of one node, React Flow's own included. */
const elementsOfNode = { full: 14, compact: 5 } as const;
const maxFullNodes = Math.floor(maxElements / elementsOfNode.full);
const maxCompactNodes = Math.floor(maxElements / elementsOfNode.compact);

/** In steps, so that small movements draw nothing anew; a step larger than what is seen. */
export function tiledView({ x, y, width, height, zoom }: View): View {
  const tile = 240 / zoom;
  const left = Math.floor(x / tile) * tile;
  const top = Math.floor(y / tile) * tile;
  const right = Math.ceil((x + width) / tile) * tile;
  const bottom = Math.ceil((y + height) / tile) * tile;
  return { x: left, y: top, width: right - left, height: bottom - top, zoom };
}

/** `kept` is drawn wherever it is: it holds the focus. */
export function visibleNodes(layout: GraphLayout, view: View, kept: string): VisibleNodes {
  const nodes = layout.nodes.filter((node) => node.id === kept || overlaps(node, view));
  if (nodes.length > maxCompactNodes)
    return { detail: 'overview', nodes: nodes.filter(({ id }) => id === kept) };
  const isFull = nodes.length <= maxFullNodes && view.zoom >= readableZoom;
  return { detail: isFull ? 'full' : 'compact', nodes };
}
