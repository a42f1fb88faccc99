import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { layoutRanks } from './layout-ranks.ts';
import { layerGapPx, siblingGapPx } from './layout-sizes.ts';
import type { Flow, GraphLayout, LayoutEdge, SizedNode } from './layout-types.ts';

/** Beyond these dagre takes longer than a reader waits: its time grows with the square. */
const maxDagreNodes = 220;
const maxDagreEdges = 500;

function layoutWithDagre(nodes: readonly SizedNode[], edges: readonly LayoutEdge[], flow: Flow): GraphLayout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({
    rankdir: flow === 'down' ? 'TB' : 'LR',
    nodesep: siblingGapPx,
    ranksep: layerGapPx,
    edgesep: 12,
  });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to, {});
  layout(graph);
  const size = graph.graph();
  return {
    flow,
    width: size.width ?? 0,
    height: size.height ?? 0,
    nodes: nodes.map(({ id, width, height }) => {
      const { x = 0, y = 0 } = graph.node(id);
      return { id, width, height, x: x - width / 2, y: y - height / 2 };
    }),
    edges: edges.map((edge) => ({ ...edge, points: graph.edge(edge.from, edge.to).points ?? [] })),
  };
}

export function layoutLayers(
  nodes: readonly SizedNode[],
  edges: readonly LayoutEdge[],
  flow: Flow,
): GraphLayout {
  const isSmall = nodes.length <= maxDagreNodes && edges.length <= maxDagreEdges;
  return isSmall ? layoutWithDagre(nodes, edges, flow) : layoutRanks(nodes, edges, flow);
}
