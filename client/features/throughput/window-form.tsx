import { useState } from 'react';
import { instantToMs, msToInstant } from '../../../shared/domain/instant.ts';
import { localToInstant, partsAt } from '../../../shared/domain/time-zone.ts';
import { Button } from '../../components/button.tsx';
import type { TimeWindow } from '../../lib/time-window.ts';

interface WindowFormProps {
  window: TimeWindow;
  zone: string;
  onWindow: (window: TimeWindow) => void;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** As the browser's own field for local times writes it. */
function toField(ms: number, zone: string): string {
  const { year, month, day, hour, minute, second } = partsAt(msToInstant(ms), zone);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

function fromField(text: string, zone: string): number | null {
  const [year, month, day, hour, minute, second = 0] = text.split(/[-T:]/).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined || Number.isNaN(second)) return null;
  return instantToMs(localToInstant({ year, month, day, hour, minute, second, ms: 0 }, zone));
}

/** A window by its two ends, on the clocks of the reader's zone. */
export function WindowForm({ window, zone, onWindow }: WindowFormProps) {
  const [from, setFrom] = useState(() => toField(window.fromMs, zone));
  const [to, setTo] = useState(() => toField(window.toMs, zone));
  const fromMs = fromField(from, zone);
  const toMs = fromField(to, zone);
  const isValid = fromMs !== null && toMs !== null && fromMs < toMs;
  const field = 'h-7 rounded-md border border-line-strong bg-raised px-2';
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) onWindow({ fromMs, toMs });
      }}
    >
      {(
        [
          ['From', from, setFrom],
          ['To', to, setTo],
        ] as const
      ).map(([label, value, set]) => (
        <label key={label} className="flex items-center justify-between gap-2">
          {label}
          <input
            type="datetime-local"
            step={1}
            value={value}
            onChange={(event) => set(event.target.value)}
            className={field}
          />
        </label>
      ))}
      <p className="text-sm text-ink-muted">
        {isValid ? `Times in ${zone}` : 'The window has to begin before it ends.'}
      </p>
      <Button type="submit" look="primary" disabled={!isValid}>
        Show
      </Button>
    </form>
  );
}
