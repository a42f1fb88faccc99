import { Line, LineChart, ResponsiveContainer } from 'recharts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { durationTicks, leastLogMs, logDurationTicks } from '../../../lib/number-ticks.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import { percentileLooks, percentiles, type Percentile } from '../latency-look.ts';
import type { ChartStep } from '../throughput-steps.ts';
import {
  chartLook,
  chartMargin,
  chosenArea,
  grid,
  stepAxis,
  unknownAreas,
  valueAxis,
} from './chart-axes.tsx';
import { stepTooltip } from './step-tooltip.tsx';
import { useStepDrag } from './use-step-drag.ts';

interface LatencyChartProps {
  steps: readonly ChartStep[];
  scale: 'linear' | 'log';
  onWindow: (window: TimeWindow) => void;
}

function ticksOf(steps: readonly ChartStep[], scale: 'linear' | 'log'): number[] {
  const all = steps.flatMap(({ counts }) => counts?.latency ?? []);
  const highest = Math.max(0, ...all.map(({ p99Ms }) => p99Ms));
  if (scale === 'linear') return durationTicks(highest);
  return logDurationTicks(Math.min(highest, ...all.map(({ p50Ms }) => p50Ms)), highest);
}

/** A point without neighbours has no line: it is drawn as a dot. */
function isAlone(steps: readonly ChartStep[], place: number): boolean {
  const has = (at: number) => steps[at]?.counts?.latency != null;
  return has(place) && !has(place - 1) && !has(place + 1);
}

/** Steps in which nothing ended stay gaps. */
export function LatencyChart({ steps, scale, onWindow }: LatencyChartProps) {
  const { timeZone } = usePreferences();
  const { chosen, handlers } = useStepDrag(steps, onWindow);
  const leastMs = scale === 'log' ? leastLogMs : 0;
  const valueOf = (percentile: Percentile) => (step: ChartStep) => {
    const latency = step.counts?.latency ?? null;
    return latency === null ? null : Math.max(leastMs, latency[percentile]);
  };
  return (
    <ResponsiveContainer width="100%" height={200} className={chartLook}>
      <LineChart data={[...steps]} title="Latency" margin={chartMargin} {...handlers}>
        {unknownAreas(steps)}
        {grid}
        {stepAxis({ steps, zone: timeZone, maxTicks: 10 })}
        {valueAxis({ ticks: ticksOf(steps, scale), format: formatDuration, scale })}
        {stepTooltip(
          steps,
          ({ counts }) =>
            percentiles.map((key) => ({
              key,
              ...percentileLooks[key],
              value: counts?.latency ? formatDuration(counts.latency[key]) : 'nothing ended',
            })),
          'Dragging zooms',
        )}
        {percentiles.map((percentile) => (
          <Line
            key={percentile}
            dataKey={valueOf(percentile)}
            name={percentileLooks[percentile].label}
            stroke={percentileLooks[percentile].color}
            strokeWidth={1.5}
            strokeDasharray={percentileLooks[percentile].dashes}
            dot={({ key, cx, cy, index }) =>
              isAlone(steps, index) ? (
                <circle key={key} cx={cx} cy={cy} r={2.5} fill={percentileLooks[percentile].color} />
              ) : (
                <g key={key} />
              )
            }
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
        {chosenArea(chosen)}
      </LineChart>
    </ResponsiveContainer>
  );
}
