import { usePreferences } from '../../lib/preferences.ts';
import { timeTicks } from '../../lib/time-ticks.ts';
import type { TimeWindow } from '../../lib/time-window.ts';

/** Times below a picture, on the clocks of the reader's zone. */
export function TimeAxis({ window, maxTicks = 8 }: { window: TimeWindow; maxTicks?: number }) {
  const { timeZone } = usePreferences();
  const { fromMs, toMs } = window;
  const ticks = timeTicks({ fromMs, toMs, zone: timeZone, maxTicks });
  return (
    <div aria-hidden className="relative h-4 overflow-hidden text-xs text-ink-muted">
      {ticks.map(({ ms, label }) => {
        const share = (ms - fromMs) / (toMs - fromMs);
        // Labels at the edges stay inside.
        const shift = share < 0.04 ? '0' : share > 0.96 ? '-100%' : '-50%';
        return (
          <span
            key={ms}
            className="absolute whitespace-nowrap"
            style={{ left: `${share * 100}%`, transform: `translateX(${shift})` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
