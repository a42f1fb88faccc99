import { usePreferences } from '../../lib/preferences.ts';
import { timeTicks } from '../../lib/time-ticks.ts';
import type { TimeWindow } from '../../lib/time-window.ts';

/** Of the axis' small print, about. */
const charWidthPx = 6.2;

/** Times below a picture, on the clocks of the reader's zone. */
export function TimeAxis({ window, maxTicks = 8 }: { window: TimeWindow; maxTicks?: number }) {
  const { timeZone } = usePreferences();
  const { fromMs, toMs } = window;
  const ticks = timeTicks({ fromMs, toMs, zone: timeZone, maxTicks });
  return (
    <div aria-hidden className="relative h-4 overflow-hidden text-xs text-ink-muted">
      {ticks.map(({ ms, label }) => {
        const share = (ms - fromMs) / (toMs - fromMs);
        // Below the tick, but never out of the picture at its edges.
        const widthPx = label.length * charWidthPx;
        return (
          <span
            key={ms}
            className="absolute whitespace-nowrap max-[599px]:not-nth-[4n+1]:hidden"
            style={{ left: `clamp(0px, ${share * 100}% - ${widthPx / 2}px, 100% - ${widthPx}px)` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
