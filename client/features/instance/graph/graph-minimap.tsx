import { memo, useMemo, type PointerEvent } from 'react';
import { useReactFlow, useStore } from 'reactflow';
import { boxesByColor } from './graph-drawing.tsx';
import type { Scene } from './graph-scene.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';

const widthPx = 168;
const heightPx = 112;

const MapBoxes = memo(function MapBoxes({ scene, layout }: { scene: Scene; layout: GraphLayout }) {
  const boxes = useMemo(() => [...boxesByColor(layout, scene)], [layout, scene]);
  return boxes.map(([color, path]) => <path key={color} d={path} fill={color} />);
});

/** What the reader sees, on the whole; a click or drag goes there. The keyboard walks the nodes themselves. */
export function GraphMinimap({ scene, layout }: { scene: Scene; layout: GraphLayout }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const seenWidth = useStore((state) => state.width) / zoom;
  const seenHeight = useStore((state) => state.height) / zoom;
  const { setCenter } = useReactFlow();
  const margin = 0.05 * Math.max(layout.width, layout.height);
  const scale = Math.min(
    widthPx / (layout.width + 2 * margin || 1),
    heightPx / (layout.height + 2 * margin || 1),
  );
  const left = layout.width / 2 - widthPx / scale / 2;
  const top = layout.height / 2 - heightPx / scale / 2;

  function goTo(event: PointerEvent<SVGSVGElement>): void {
    if (event.buttons !== 1) return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const toX = left + (event.clientX - bounds.left) / scale;
    const toY = top + (event.clientY - bounds.top) / scale;
    void setCenter(toX, toY, { zoom });
  }
  return (
    <svg
      role="img"
      aria-label="Map of the whole graph"
      width={widthPx}
      height={heightPx}
      viewBox={`${left} ${top} ${widthPx / scale} ${heightPx / scale}`}
      onPointerDown={goTo}
      onPointerMove={goTo}
      className="absolute right-2 bottom-2 z-10 cursor-pointer rounded-md border border-line-strong bg-canvas/90 max-sm:hidden"
    >
      <MapBoxes scene={scene} layout={layout} />
      <rect
        x={-x / zoom}
        y={-y / zoom}
        width={seenWidth}
        height={seenHeight}
        fill="var(--accent)"
        fillOpacity={0.08}
        stroke="var(--accent)"
        strokeWidth={1.5 / scale}
      />
    </svg>
  );
}
