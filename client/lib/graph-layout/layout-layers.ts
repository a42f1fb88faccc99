import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { entryOf, exitOf } from './edge-ends.ts';
import { layoutRanks } from './layout-ranks.ts';
import { layerGapPx, siblingGapPx } from './layout-sizes.ts';
import type { Box, Flow, GraphLayout, LayoutEdge, Point, SizedNode } from './layout-types.ts';

/** Beyond these dagre takes longer than a reader waits: its time grows with the square. */
const maxDagreNodes = 220;
const maxDagreEdges = 500;

type DagreGraph = Graph<GraphLabel, NodeLabel, EdgeLabel>;

/** Dagre ends lines anywhere on the edge of a node; in the middle of it they are easier to follow. */
function bendsOf(graph: DagreGraph, { from, to }: LayoutEdge, flow: Flow): Point[] {
  const bends = graph.edge(from, to).points ?? [];
  return [
    exitOf(cornerOf(graph.node(from)), flow),
    ...bends.slice(1, -1),
    entryOf(cornerOf(graph.node(to)), flow),
  ];
}

function cornerOf({ x = 0, y = 0, width, height }: NodeLabel): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function layoutWithDagre(nodes: readonly SizedNode[], edges: readonly LayoutEdge[], flow: Flow): GraphLayout {
  const graph: DagreGraph = new Graph();
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
  const laidOut: GraphLayout = {
    flow,
    width: size.width ?? 0,
    height: size.height ?? 0,
    nodes: nodes.map(({ id }) => ({ id, ...cornerOf(graph.node(id)) })),
    edges: edges.map((edge) => ({ ...edge, points: bendsOf(graph, edge, flow) })),
  };
  return isBackToFront(laidOut) ? mirror(laidOut) : laidOut;
}

/** Dagre cares for few crossings, not for who was asked first: most neighbours stand the wrong way round. */
function isBackToFront({ nodes, flow }: GraphLayout): boolean {
  let right = 0;
  for (const [place, node] of nodes.entries()) {
    const next = nodes[place + 1];
    if (next === undefined) continue;
    const [along, across] = flow === 'down' ? (['y', 'x'] as const) : (['x', 'y'] as const);
    if (node[along] === next[along]) right += Math.sign(next[across] - node[across]);
  }
  return right < 0;
}

function mirror(layout: GraphLayout): GraphLayout {
  const { flow, width, height } = layout;
  const turn = (point: Point): Point =>
    flow === 'down' ? { x: width - point.x, y: point.y } : { x: point.x, y: height - point.y };
  return {
    ...layout,
    nodes: layout.nodes.map((node) => {
      const { x, y } = turn(node);
      return { ...node, ...(flow === 'down' ? { x: x - node.width } : { y: y - node.height }) };
    }),
    edges: layout.edges.map((edge) => ({ ...edge, points: edge.points.map(turn) })),
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
