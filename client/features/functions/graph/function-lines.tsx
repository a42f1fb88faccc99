import { memo, useMemo } from 'react';
import { ViewportPortal } from 'reactflow';
import { arrowPath, edgePath } from '../../../lib/graph-layout/edge-path.ts';
import type { GraphLayout, PlacedEdge } from '../../../lib/graph-layout/layout-types.ts';
import { lineKinds } from './function-scene.ts';

interface FunctionLinesProps {
  layout: GraphLayout;
  /** Its lines stand out. */
  activeId: string;
}

/** All lines in a few paths, behind the nodes. */
export const FunctionLines = memo(function FunctionLines({ layout, activeId }: FunctionLinesProps) {
  const lines = useMemo(() => {
    const { edges, flow } = layout;
    const pathOf = (some: readonly PlacedEdge[]) => some.map(({ points }) => edgePath(points, flow)).join('');
    const near = edges.filter(({ from, to }) => from === activeId || to === activeId);
    const tipsOf = (some: readonly PlacedEdge[]) =>
      some.map(({ points }) => arrowPath(points, flow)).join('');
    return {
      calls: pathOf(edges.filter(({ kind }) => kind === lineKinds.call)),
      oneWay: pathOf(edges.filter(({ kind }) => kind === lineKinds.oneWay)),
      near: pathOf(near),
      tips: tipsOf(edges),
      nearTips: tipsOf(near),
    };
  }, [layout, activeId]);
  return (
    <ViewportPortal>
      <svg
        aria-hidden
        width={layout.width}
        height={layout.height}
        className="pointer-events-none absolute top-0 left-0 -z-10 overflow-visible"
      >
        <g fill="none" stroke="var(--ink-faint)" strokeWidth={1.25}>
          <path d={lines.calls} />
          <path d={lines.oneWay} strokeDasharray="5 4" />
        </g>
        <path d={lines.tips} fill="var(--ink-faint)" />
        <path d={lines.near} fill="none" stroke="var(--accent)" strokeWidth={2} />
        <path d={lines.nearTips} fill="var(--accent)" />
      </svg>
    </ViewportPortal>
  );
});
