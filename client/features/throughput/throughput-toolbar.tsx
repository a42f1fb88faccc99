import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, ListTree, Play, ZoomIn, ZoomOut } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Popover } from '../../components/popover.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { formatMoments } from '../../lib/format-moment.ts';
import { shiftWindow, zoomWindow, type TimeWindow } from '../../lib/time-window.ts';
import { windowFilter } from './step-filter.ts';
import { presets } from './throughput-search.ts';
import { presetLooks, type ChosenWindow } from './throughput-window.ts';
import { WindowForm } from './window-form.tsx';

interface ThroughputToolbarProps {
  hub: string;
  q: string;
  zone: string;
  chosen: ChosenWindow;
  /** The moments it stands for at present. */
  window: TimeWindow;
  onPreset: (preset: (typeof presets)[number]) => void;
  onWindow: (window: TimeWindow) => void;
}

const presetSegments = presets.map((value) => ({ value, label: value, title: presetLooks[value].words }));

const second = 1_000;

/** Which window, and the way to the list of it. */
export function ThroughputToolbar({
  hub,
  q,
  zone,
  chosen,
  window,
  onPreset,
  onWindow,
}: ThroughputToolbarProps) {
  const moves = [
    { label: 'Earlier', icon: ChevronLeft, to: shiftWindow(window, -0.5) },
    { label: 'Later', icon: ChevronRight, to: shiftWindow(window, 0.5) },
    { label: 'Zoom in', icon: ZoomIn, to: zoomWindow(window, 0.5) },
    { label: 'Zoom out', icon: ZoomOut, to: zoomWindow(window, 2) },
  ];
  const words = formatMoments(window, zone, second);
  return (
    <div role="group" aria-label="Window" className="flex flex-wrap items-center gap-2 px-4 py-1">
      <Segmented
        label="Window"
        segments={presetSegments}
        value={chosen.kind === 'last' ? chosen.preset : 'fixed'}
        onChange={(value) => {
          if (value !== 'fixed') onPreset(value);
        }}
      />
      <span className="flex">
        {moves.map(({ label, icon, to }) => (
          <Button
            key={label}
            look="quiet"
            icon={icon}
            aria-label={label}
            title={label}
            onClick={() => onWindow(to)}
          />
        ))}
      </span>
      <Popover label="From – to">
        <WindowForm key={words} window={window} zone={zone} onWindow={onWindow} />
      </Popover>
      <span className="text-sm text-ink-muted">
        {chosen.kind === 'last' ? presetLooks[chosen.preset].words : words}
      </span>
      <Link
        to="/hubs/$hub/instances"
        params={{ hub }}
        search={{ q: windowFilter(q, zone, window) }}
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
      >
        <ListTree aria-hidden size={14} />
        Show in list
      </Link>
      <Link
        to="/hubs/$hub/start"
        params={{ hub }}
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
      >
        <Play aria-hidden size={14} />
        Start
      </Link>
    </div>
  );
}
