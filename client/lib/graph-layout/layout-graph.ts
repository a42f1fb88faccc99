import { layoutLayers } from './layout-layers.ts';
import { boxHeaderPx, boxPaddingPx, gridGapPx } from './layout-sizes.ts';
import type {
  Flow,
  GraphLayout,
  LayoutInside,
  LayoutRequest,
  PlacedEdge,
  PlacedNode,
  SizedNode,
} from './layout-types.ts';

function layoutGrid(nodes: readonly SizedNode[], flow: Flow): GraphLayout {
  const columns = Math.max(1, Math.min(6, Math.ceil(Math.sqrt(nodes.length))));
  const placed: PlacedNode[] = [];
  let widest = 0;
  let y = 0;
  for (let start = 0; start < nodes.length; start += columns) {
    let x = 0;
    const row = nodes.slice(start, start + columns);
    for (const node of row) {
      placed.push({ ...node, x, y });
      x += node.width + gridGapPx;
    }
    widest = Math.max(widest, x - gridGapPx);
    y += Math.max(...row.map(({ height }) => height)) + gridGapPx;
  }
  return { flow, width: widest, height: Math.max(0, y - gridGapPx), nodes: placed, edges: [] };
}

function shiftBy(layout: GraphLayout, x: number, y: number): Pick<GraphLayout, 'nodes' | 'edges'> {
  return {
    nodes: layout.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + y })),
    edges: layout.edges.map((edge) => ({
      ...edge,
      points: edge.points.map((point) => ({ x: point.x + x, y: point.y + y })),
    })),
  };
}

function layoutInside({ shape, nodes, edges }: LayoutInside, flow: Flow): GraphLayout {
  const insides = new Map<string, GraphLayout>();
  const sized = nodes.map(({ id, width, height, inside }): SizedNode => {
    if (inside === null) return { id, width, height };
    const laidOut = layoutInside(inside, flow);
    insides.set(id, laidOut);
    return {
      id,
      width: Math.max(width, laidOut.width + 2 * boxPaddingPx),
      height: boxHeaderPx + laidOut.height + 2 * boxPaddingPx,
    };
  });
  const outer = shape === 'grid' ? layoutGrid(sized, flow) : layoutLayers(sized, edges, flow);
  const allNodes: PlacedNode[] = [];
  const allEdges: PlacedEdge[] = [...outer.edges];
  for (const node of outer.nodes) {
    allNodes.push(node);
    const inside = insides.get(node.id);
    if (inside === undefined) continue;
    const centred = node.x + (node.width - inside.width) / 2;
    const shifted = shiftBy(inside, centred, node.y + boxHeaderPx + boxPaddingPx);
    for (const one of shifted.nodes) allNodes.push(one);
    for (const one of shifted.edges) allEdges.push(one);
  }
  return { ...outer, nodes: allNodes, edges: allEdges };
}

/** Gives every node a place; what is inside another node is laid out first, on its own. */
export function layoutGraph({ inside, flow }: LayoutRequest): GraphLayout {
  return layoutInside(inside, flow);
}
