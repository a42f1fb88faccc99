import 'reactflow/dist/style.css';
import '../../../styles/react-flow.css';
import { useMemo, type ReactNode } from 'react';
import { ReactFlow, useStore, type ReactFlowState } from 'reactflow';
import { seenOf } from './camera-moves.ts';
import { GraphDrawing } from './graph-drawing.tsx';
import { GraphMinimap } from './graph-minimap.tsx';
import { GraphNodeView, type GraphFlowNode } from './graph-node.tsx';
import type { Scene } from './graph-scene.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';
import { tiledView, visibleNodes, type View } from './visible-nodes.ts';

const nodeTypes = { graph: GraphNodeView };

/** Half a doubling at a time: every step of the wheel would be a new set of nodes. */
function steppedZoom(zoom: number): number {
  return 2 ** (Math.round(Math.log2(zoom) * 2) / 2);
}

function viewOf({ transform: [x, y, zoom], width, height }: ReactFlowState): View {
  return tiledView({ ...seenOf({ width, height }, { x, y, zoom }), zoom: steppedZoom(zoom) });
}

function isSameView(one: View, other: View): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height &&
    one.zoom === other.zoom
  );
}

interface GraphCanvasProps {
  scene: Scene;
  layout: GraphLayout;
  activeId: string;
  isFocusWanted: boolean;
  selectedId: string | null;
  foundIds: ReadonlySet<string>;
  children?: ReactNode;
}

/** Inside a box is in front of the box. */
function depthOf(scene: Scene, id: string): number {
  let depth = 0;
  for (let at = scene.items.get(id)?.insideId; at != null; at = scene.items.get(at)?.insideId) depth++;
  return depth;
}

export function GraphCanvas({ scene, layout, activeId, selectedId, foundIds, ...rest }: GraphCanvasProps) {
  const { isFocusWanted } = rest;
  const view = useStore(viewOf, isSameView);
  const visible = useMemo(() => visibleNodes(layout, view, activeId), [layout, view, activeId]);
  const nodes = useMemo(
    () =>
      visible.nodes.flatMap(({ id, x, y, width, height }): GraphFlowNode[] => {
        const item = scene.items.get(id);
        if (item === undefined || item.content.kind === 'join') return [];
        const data = {
          item,
          detail: visible.detail,
          isActive: id === activeId,
          isFocusWanted: id === activeId && isFocusWanted,
          isSelected: id === selectedId,
          isFound: foundIds.has(id),
        };
        // Without React Flow's own dragging and selecting it would let clicks through.
        const style = { pointerEvents: 'all' } as const;
        const place = { position: { x, y }, width, height, zIndex: depthOf(scene, id), style };
        return [{ id, type: 'graph', data, ...place, domAttributes: { 'aria-roledescription': undefined } }];
      }),
    [visible, scene, activeId, isFocusWanted, selectedId, foundIds],
  );
  return (
    <ReactFlow<GraphFlowNode>
      nodes={nodes}
      edges={[]}
      nodeTypes={nodeTypes}
      minZoom={0.02}
      maxZoom={2}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      attributionPosition="bottom-left"
    >
      <GraphDrawing scene={scene} layout={layout} view={view} detail={visible.detail} activeId={activeId} />
      <GraphMinimap scene={scene} layout={layout} />
      {rest.children}
    </ReactFlow>
  );
}
