import { Link } from '@tanstack/react-router';
import { ChartColumn, Maximize2, Table, X, ZoomIn, ZoomOut } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import type { Instant } from '../../../../shared/domain/instant.ts';
import type { HistogramBy, HistogramColor } from './histogram-queries.ts';

export interface HistogramLook {
  readonly by: HistogramBy;
  readonly color: HistogramColor;
}

export interface LookChange {
  /** `off` hides the histogram. */
  readonly by?: HistogramBy | 'off';
  readonly color?: HistogramColor;
}

interface HistogramToolbarProps extends HistogramLook {
  hub: string;
  onLookChange: (change: LookChange) => void;
  /** `null` while there is nothing to zoom into. */
  onZoomIn: (() => void) | null;
  /** `null` while the filter has no window on the time. */
  onZoomOut: (() => void) | null;
  onWholeTime: () => void;
  isTableOpen: boolean;
  onTableToggle: () => void;
  /** What the throughput page shows for the same window. */
  throughput: { readonly from?: Instant; readonly to?: Instant; readonly q?: string };
}

const bySegments = [
  { value: 'created', label: 'Created' },
  { value: 'updated', label: 'Updated' },
] as const;

const colorSegments = [
  { value: 'status', label: 'Status' },
  { value: 'name', label: 'Name' },
] as const;

export function HistogramToolbar({ hub, by, color, onLookChange, ...parts }: HistogramToolbarProps) {
  const canZoomOut = parts.onZoomOut !== null;
  return (
    <div className="ml-auto flex flex-wrap items-center gap-1.5">
      <Segmented
        label="Histogram by time"
        segments={bySegments}
        value={by}
        onChange={(value) => onLookChange({ by: value })}
      />
      <Segmented
        label="Histogram coloured by"
        segments={colorSegments}
        value={color}
        onChange={(value) => onLookChange({ color: value })}
      />
      <span className="flex">
        <Button
          look="quiet"
          icon={ZoomIn}
          aria-label="Zoom in"
          title="Zoom in"
          disabled={parts.onZoomIn === null}
          onClick={() => parts.onZoomIn?.()}
        />
        <Button
          look="quiet"
          icon={ZoomOut}
          aria-label="Zoom out"
          title={canZoomOut ? 'Zoom out' : 'Zoom out: the filter has no window on this time'}
          disabled={!canZoomOut}
          onClick={() => parts.onZoomOut?.()}
        />
        <Button
          look="quiet"
          icon={Maximize2}
          aria-label="Whole time"
          title={canZoomOut ? 'Whole time: drop the window' : 'The whole time is shown'}
          disabled={!canZoomOut}
          onClick={parts.onWholeTime}
        />
        <Button
          look="quiet"
          icon={Table}
          aria-label="Histogram as a table"
          title="As a table"
          aria-pressed={parts.isTableOpen}
          className={parts.isTableOpen ? 'bg-selected' : ''}
          onClick={parts.onTableToggle}
        />
        <Link
          to="/hubs/$hub/throughput"
          params={{ hub }}
          search={parts.throughput}
          aria-label="Show in throughput"
          title="Show in throughput"
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink"
        >
          <ChartColumn aria-hidden size={14} />
        </Link>
        <Button
          look="quiet"
          icon={X}
          aria-label="Hide the histogram"
          title="Hide the histogram"
          onClick={() => onLookChange({ by: 'off' })}
        />
      </span>
    </div>
  );
}
