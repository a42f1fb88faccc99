import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useReactFlow, useStore, useStoreApi } from 'reactflow';
import type { Box, GraphLayout, PlacedNode, Point } from './layout-types.ts';
import { overlaps } from './visible-nodes.ts';

const marginPx = 24;
/** Words can be read from here on. */
const comfortableZoom = 0.6;
const minZoom = 0.02;

function middleOf({ x, y, width, height }: PlacedNode) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Shows the whole, or with `smallest` its beginning when the whole would be too small to read. */
function fittingViewport(layout: GraphLayout, canvas: { width: number; height: number }, smallest: number) {
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

/** Where the reader looks: at the start at what is selected or how it began, later never moved without a reason. */
export function useCamera(layout: GraphLayout | null, activeId: string) {
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
      const { x, y, zoom } = getViewport();
      const left = node.x * zoom + x;
      const top = node.y * zoom + y;
      const isSeen =
        left >= 0 &&
        top >= 0 &&
        left + Math.min(node.width * zoom, width / 2) <= width &&
        top + Math.min(node.height * zoom, height / 2) <= height;
      if (isSeen && zoom >= 0.3) return;
      const middle = middleOf(node);
      void setCenter(middle.x, Math.min(middle.y, node.y + height / 2), {
        zoom: Math.max(zoom, comfortableZoom),
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
    const { width, height } = store.getState();
    const { x, y, zoom } = getViewport();
    const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    const moved = anchorOf(before, layout, { activeId: active.current, seen });
    if (moved !== null) void setViewport({ x: x + moved.x * zoom, y: y + moved.y * zoom, zoom });
  }, [layout, isReady, fit, reveal, getViewport, setViewport, store]);

  return { fit, reveal, zoomIn, zoomOut };
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
