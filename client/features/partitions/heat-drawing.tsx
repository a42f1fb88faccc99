import { memo } from 'react';
import type { QueueHistory } from '../../../shared/contract/partitions.ts';
import { slotColor } from '../../components/charts/series-slots.ts';
import {
  heatNumberLooks,
  heatPaint,
  heatShare,
  highest,
  isSampled,
  notSampledPaint,
  type HeatCell,
} from './heat-look.ts';
import type { HeatValue } from './partitions-search.ts';

export const rowHeightPx = 20;

interface HeatDrawingProps {
  history: QueueHistory;
  value: HeatValue;
  /** Colours of workers. */
  slots: ReadonlyMap<string, number>;
}

type Paint = (cell: HeatCell) => string | null;

function painter({ history, value, slots }: HeatDrawingProps): Paint {
  if (value === 'owner') return ({ owner }) => (owner === null ? heatPaint(0) : slotColor(slots.get(owner)));
  const most = highest(history, value);
  const { of } = heatNumberLooks[value];
  return (cell) => {
    const number = of(cell);
    return number === null ? null : heatPaint(heatShare(number, most));
  };
}

/** Where the worker changes from one cell to the next, a line says so beside the colours. */
function ownerChanges(cells: readonly HeatCell[]): number[] {
  return cells.flatMap((cell, column) => {
    const before = cells[column - 1];
    if (before === undefined || !isSampled(before) || !isSampled(cell)) return [];
    return before.owner === cell.owner ? [] : [column];
  });
}

/** The cells alone: what lies behind shows through where nothing was sampled. */
export const HeatDrawing = memo(function HeatDrawing(props: HeatDrawingProps) {
  const { history, value } = props;
  const { queues } = history;
  const columns = queues[0]?.cells.length ?? 0;
  const paint = painter(props);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${columns} ${queues.length}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="block w-full"
      style={{ height: queues.length * rowHeightPx, background: notSampledPaint }}
    >
      {queues.map(({ queue, cells }, row) => (
        <g key={queue}>
          {cells.map((cell, column) => {
            const fill = isSampled(cell) ? paint(cell) : null;
            return (
              fill !== null && <rect key={column} x={column} y={row} width={1} height={1} style={{ fill }} />
            );
          })}
          {value === 'owner' &&
            ownerChanges(cells).map((column) => (
              <line
                key={column}
                x1={column}
                x2={column}
                y1={row}
                y2={row + 1}
                stroke="var(--ink)"
                strokeWidth={2}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          <line
            x1={0}
            x2={columns}
            y1={row}
            y2={row}
            stroke="var(--canvas)"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        </g>
      ))}
    </svg>
  );
});
