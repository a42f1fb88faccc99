import { memo, useMemo } from 'react';
import { ViewportPortal } from 'reactflow';
import { arrowPath, boxPath, edgeBox, edgePath } from '../../../lib/graph-layout/edge-path.ts';
import { markColor } from './graph-marks.ts';
import type { Scene } from './graph-scene.ts';
import type { GraphLayout, PlacedEdge } from '../../../lib/graph-layout/layout-types.ts';
import { overlaps } from '../../../lib/graph-layout/overlaps.ts';
import type { Detail, View } from './visible-nodes.ts';

interface GraphDrawingProps {
  scene: Scene;
  layout: GraphLayout;
  view: View;
  detail: Detail;
  /** Its edges stand out. */
  activeId: string;
}

function linesOf(edges: readonly PlacedEdge[], flow: GraphLayout['flow']): string {
  return edges.map(({ points }) => edgePath(points, flow)).join('');
}

/** Boxes of one colour in one path. */
export function boxesByColor(layout: GraphLayout, scene: Scene): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const node of layout.nodes) {
    const item = scene.items.get(node.id);
    if (item === undefined || item.isOpen || item.content.kind === 'join') continue;
    const color = markColor(item);
    paths.set(color, (paths.get(color) ?? '') + boxPath(node));
  }
  return paths;
}

function useLines({ layout, scene, view, activeId }: Omit<GraphDrawingProps, 'detail'>) {
  return useMemo(() => {
    const { flow } = layout;
    const seen = layout.edges.filter((edge) => overlaps(edgeBox(edge), view));
    const near = seen.filter(({ from, to }) => from === activeId || to === activeId);
    const tips = seen.filter(({ to }) => scene.items.get(to)?.content.kind !== 'join');
    return {
      causes: linesOf(
        seen.filter(({ kind }) => kind === 'causes'),
        flow,
      ),
      follows: linesOf(
        seen.filter(({ kind }) => kind === 'follows'),
        flow,
      ),
      near: linesOf(near, flow),
      tips: tips.map(({ points }) => arrowPath(points, flow)).join(''),
    };
  }, [layout, scene, view, activeId]);
}

/** All lines, and from afar all nodes, in a handful of paths: one element each would be thousands. */
export const GraphDrawing = memo(function GraphDrawing({ detail, ...parts }: GraphDrawingProps) {
  const { layout, scene } = parts;
  const lines = useLines(parts);
  const boxes = useMemo(() => {
    const open = layout.nodes.filter(({ id }) => scene.items.get(id)?.isOpen === true);
    return {
      // Behind the lines, which the nodes themselves would cover.
      grounds: open.map((node) => boxPath(node)).join(''),
      marks: detail === 'overview' ? [...boxesByColor(layout, scene)] : [],
    };
  }, [detail, layout, scene]);
  return (
    <ViewportPortal>
      <svg
        aria-hidden
        width={layout.width}
        height={layout.height}
        className="pointer-events-none absolute top-0 left-0 -z-10 overflow-visible"
      >
        <path d={boxes.grounds} fill="var(--sunken)" fillOpacity={0.6} />
        <g fill="none" stroke="var(--ink-faint)" strokeWidth={1.25}>
          <path d={lines.causes} />
          <path d={lines.follows} strokeDasharray="5 4" />
        </g>
        <path d={lines.near} fill="none" stroke="var(--accent)" strokeWidth={2} />
        <path d={lines.tips} fill="var(--ink-faint)" />
        {boxes.marks.map(([color, path]) => (
          <path key={color} d={path} fill={color} />
        ))}
      </svg>
    </ViewportPortal>
  );
});
