import { useEffect, useRef } from 'react';
import { useReactFlow, useStore, useStoreApi } from 'reactflow';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';

const marginPx = 24;
/** Words can be read from here on. */
const readableZoom = 0.7;

/** Where arrow keys start from. */
export interface Focus {
  readonly id: string;
  /** The keyboard is there: the node takes the focus and comes into sight. */
  readonly isWanted: boolean;
}

/** Centred where all fits, otherwise from its beginning, or around a place in it. */
function offsetOf(canvasPx: number, drawnPx: number, placePx: number | null): number {
  if (drawnPx + 2 * marginPx <= canvasPx) return (canvasPx - drawnPx) / 2;
  if (placePx === null) return marginPx;
  return Math.min(marginPx, Math.max(canvasPx - drawnPx - marginPx, canvasPx / 2 - placePx));
}

/** All of it where that can be read, otherwise what is selected; from when the reader moves it nothing else does. */
export function useFirstView(layout: GraphLayout, selectedKey: string | undefined): () => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const isReady = useStore(({ panZoom, width }) => panZoom !== null && width > 0);
  const hasMoved = useRef(false);
  const selected = useRef(selectedKey);
  useEffect(() => {
    selected.current = selectedKey;
  }, [selectedKey]);
  useEffect(() => {
    if (!isReady || hasMoved.current) return;
    const { width, height } = store.getState();
    const whole = Math.min((width - 2 * marginPx) / layout.width, (height - 2 * marginPx) / layout.height, 1);
    const zoom = Math.max(readableZoom, whole);
    const node = layout.nodes.find(({ id }) => id === selected.current);
    const x = node === undefined ? null : (node.x + node.width / 2) * zoom;
    const y = node === undefined ? null : (node.y + node.height / 2) * zoom;
    void setViewport({
      x: offsetOf(width, layout.width * zoom, x),
      y: offsetOf(height, layout.height * zoom, y),
      zoom,
    });
  }, [layout, isReady, setViewport, store]);
  return () => {
    hasMoved.current = true;
  };
}

/** Where the keyboard goes, the view goes. */
export function useRevealed(layout: GraphLayout, { id, isWanted }: Focus): void {
  const { setCenter, getZoom } = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const node = layout.nodes.find((each) => each.id === id);
    if (!isWanted || node === undefined) return;
    const { width, height, transform } = store.getState();
    const [left, top, zoom] = transform;
    const isInSight =
      node.x * zoom + left >= 0 &&
      node.y * zoom + top >= 0 &&
      (node.x + node.width) * zoom + left <= width &&
      (node.y + node.height) * zoom + top <= height;
    if (!isInSight) void setCenter(node.x + node.width / 2, node.y + node.height / 2, { zoom: getZoom() });
  }, [layout, id, isWanted, setCenter, getZoom, store]);
}
