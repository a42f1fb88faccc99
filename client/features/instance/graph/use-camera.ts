import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useReactFlow, useStore, useStoreApi } from 'reactflow';
import { anchorOf, fittingViewport, isInSight, seenOf } from './camera-moves.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';

/** Words can be read from here on. */
const comfortableZoom = 0.6;
const minZoom = 0.02;

/** Details take room from the graph: what they are about stays in sight. */
function useSelectionInSight(
  selectedId: string | null,
  shown: RefObject<GraphLayout | null>,
  reveal: (id: string) => void,
): void {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const revealed = useRef('');
  useEffect(() => {
    const key = `${selectedId} ${width} ${height}`;
    if (selectedId === null || shown.current === null || revealed.current === key) return;
    revealed.current = key;
    reveal(selectedId);
  }, [selectedId, width, height, shown, reveal]);
}

/** Where the reader looks: at the start at what is selected or how it began, later never moved without a reason. */
export function useCamera(layout: GraphLayout | null, activeId: string, selectedId: string | null) {
  const { setViewport, getViewport, setCenter, zoomIn, zoomOut } = useReactFlow();
  const store = useStoreApi();
  const isReady = useStore(({ panZoom, width }) => panZoom !== null && width > 0);
  const shown = useRef<GraphLayout | null>(null);
  const active = useRef(activeId);
  useEffect(() => {
    active.current = activeId;
  }, [activeId]);

  const nodeOf = useCallback((id: string) => layout?.nodes.find((node) => node.id === id), [layout]);

  const fit = useCallback(
    (smallest = minZoom) => {
      if (layout === null) return;
      void setViewport(fittingViewport(layout, store.getState(), smallest));
    },
    [layout, setViewport, store],
  );

  /** Brings a node into sight, without moving when it is there already. */
  const reveal = useCallback(
    (id: string) => {
      const node = nodeOf(id);
      if (node === undefined) return;
      const { width, height } = store.getState();
      const viewport = getViewport();
      if (isInSight(node, { width, height }, viewport)) return;
      void setCenter(node.x + node.width / 2, node.y + Math.min(node.height, height) / 2, {
        zoom: Math.max(viewport.zoom, comfortableZoom),
      });
    },
    [nodeOf, getViewport, setCenter, store],
  );

  useLayoutEffect(() => {
    if (layout === null || !isReady || shown.current === layout) return;
    const before = shown.current;
    shown.current = layout;
    if (before === null || before.flow !== layout.flow) {
      fit(comfortableZoom);
      if (active.current !== 'start') reveal(active.current);
      return;
    }
    const { x, y, zoom } = getViewport();
    const seen = seenOf(store.getState(), { x, y, zoom });
    const moved = anchorOf(before, layout, { activeId: active.current, seen });
    if (moved !== null) void setViewport({ x: x + moved.x * zoom, y: y + moved.y * zoom, zoom });
  }, [layout, isReady, fit, reveal, getViewport, setViewport, store]);

  useSelectionInSight(selectedId, shown, reveal);
  return { fit, reveal, zoomIn, zoomOut };
}
