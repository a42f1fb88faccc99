import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { QueueHistory } from '../../../shared/contract/partitions.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { TimeAxis } from '../../components/charts/time-axis.tsx';
import { hubNameOf } from '../../lib/hub-name.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { queueLabel } from '../../lib/queue-label.ts';
import { HeatDrawing, rowHeightPx } from './heat-drawing.tsx';
import { placeAfter } from './heat-keys.ts';
import { placeWords, type HeatPlace } from './heat-words.ts';
import type { HeatValue } from './partitions-search.ts';

interface HeatMapProps {
  hub: string;
  history: QueueHistory;
  value: HeatValue;
  slots: ReadonlyMap<string, number>;
  onQueue: (queue: string) => void;
}

function placeAt(event: PointerEvent<HTMLElement>, rows: number, columns: number): HeatPlace | null {
  const box = event.currentTarget.getBoundingClientRect();
  const row = Math.floor((event.clientY - box.top) / rowHeightPx);
  const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
  const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
  return isInside ? { row, column } : null;
}

/** Queues against time; arrow keys walk over its cells, Enter opens the queue. */
export function HeatMap({ hub, history, value, slots, onQueue }: HeatMapProps) {
  const { timeZone } = usePreferences();
  const hubName = hubNameOf(hub);
  const cellId = useId();
  const { queues } = history;
  const size = { rows: queues.length, columns: queues[0]?.cells.length ?? 0 };
  const [walked, setWalked] = useState<HeatPlace>({ row: 0, column: size.columns - 1 });
  const [pointed, setPointed] = useState<HeatPlace | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const place = pointed ?? (hasFocus ? walked : null);
  const words = (at: HeatPlace) => placeWords(history, at, value, { hubName, timeZone });

  function walk(event: KeyboardEvent): void {
    const next = placeAfter(event.key, walked, size);
    const queue = queues[walked.row]?.queue;
    if (next !== null) {
      setWalked(next);
      setPointed(null);
    } else if (event.key === 'Enter' && queue !== undefined) onQueue(queue);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div className="grid grid-cols-[92px_minmax(0,1fr)]">
        <ul aria-hidden className="text-sm">
          {queues.map(({ queue }) => (
            <li
              key={queue}
              title={queue}
              className="truncate pr-2 font-mono leading-5"
              style={{ height: rowHeightPx }}
            >
              {queueLabel(queue, hubName)}
            </li>
          ))}
        </ul>
        <div
          role="grid"
          aria-label="Queues over time"
          aria-rowcount={size.rows}
          aria-colcount={size.columns}
          aria-activedescendant={cellId}
          tabIndex={0}
          className="relative cursor-crosshair"
          onKeyDown={walk}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          onPointerMove={(event) => setPointed(placeAt(event, size.rows, size.columns))}
          onPointerLeave={() => setPointed(null)}
          onClick={() => {
            const queue = pointed === null ? undefined : queues[pointed.row]?.queue;
            if (queue !== undefined) onQueue(queue);
          }}
        >
          <div role="row" aria-rowindex={walked.row + 1} className="sr-only">
            <div role="gridcell" id={cellId} aria-colindex={walked.column + 1} aria-selected>
              {words(walked)}
            </div>
          </div>
          <HeatDrawing history={history} value={value} slots={slots} />
          {place !== null && (
            <span
              aria-hidden
              className="pointer-events-none absolute border-2 border-ink"
              style={{
                top: place.row * rowHeightPx,
                height: rowHeightPx,
                left: `${(place.column / size.columns) * 100}%`,
                width: `max(6px, ${100 / size.columns}%)`,
              }}
            />
          )}
        </div>
        <span />
        <TimeAxis window={{ fromMs: instantToMs(history.from), toMs: instantToMs(history.to) }} />
      </div>
      <p aria-hidden className="min-h-5 pt-1 text-sm wrap-anywhere">
        {place === null ? (
          <span className="text-ink-muted">
            Point at a cell, or walk over them with the arrow keys, to read it; Enter or a click opens its
            queue.
          </span>
        ) : (
          words(place)
        )}
      </p>
    </>
  );
}
