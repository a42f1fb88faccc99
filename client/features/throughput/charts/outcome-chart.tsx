import { Bar, ComposedChart, Line, ResponsiveContainer } from 'recharts';
import { formatCount, formatShortCount } from '../../../lib/format-count.ts';
import { countTicks } from '../../../lib/number-ticks.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import { endings, outcomeLooks } from '../outcome-look.ts';
import { outcomes, type Outcome } from '../throughput-search.ts';
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
import { openingDot } from './opening-dot.tsx';
import { stepTooltip } from './step-tooltip.tsx';
import { useStepDrag } from './use-step-drag.ts';

/** One failure among thousands has to be seen. */
const leastBarPx = 2;

interface OutcomeChartProps {
  label: string;
  steps: readonly ChartStep[];
  view: 'stacked' | 'lines';
  heightPx: number;
  maxTicks: number;
  onWindow: (window: TimeWindow) => void;
  /** The reader wants to see what a step counts. */
  onOpen: (step: ChartStep, outcome: Outcome) => void;
}

function highestOf(steps: readonly ChartStep[], view: 'stacked' | 'lines'): number {
  return Math.max(
    0,
    ...steps.map(({ counts }) => {
      if (counts === null) return 0;
      const ended = endings.map((outcome) => counts[outcome]);
      const highestEnd = view === 'stacked' ? ended.reduce((sum, one) => sum + one, 0) : Math.max(...ended);
      return Math.max(counts.started, highestEnd);
    }),
  );
}

/** Started beside ended, the ends on top of each other, or one line each. */
export function OutcomeChart({ label, steps, view, onWindow, onOpen, ...size }: OutcomeChartProps) {
  const { timeZone } = usePreferences();
  const { chosen, handlers } = useStepDrag(steps, onWindow);
  const open = (place: number | undefined, outcome: Outcome) => {
    const step = steps[place ?? -1];
    if (step !== undefined) onOpen(step, outcome);
  };
  const valueOf = (outcome: Outcome) => (step: ChartStep) => step.counts?.[outcome] ?? null;
  return (
    <ResponsiveContainer width="100%" height={size.heightPx} className={chartLook}>
      <ComposedChart
        data={[...steps]}
        title={label}
        barGap={0}
        barCategoryGap="12%"
        margin={chartMargin}
        {...handlers}
      >
        {unknownAreas(steps)}
        {grid}
        {stepAxis({ steps, zone: timeZone, maxTicks: size.maxTicks })}
        {valueAxis({
          ticks: countTicks(highestOf(steps, view), size.heightPx / 50),
          format: formatShortCount,
        })}
        {stepTooltip(
          steps,
          ({ counts }) =>
            outcomes.map((key) => ({ key, ...outcomeLooks[key], value: formatCount(counts?.[key] ?? 0) })),
          'Click lists them, dragging zooms',
        )}
        {outcomes.map((outcome) =>
          view === 'stacked' ? (
            <Bar
              key={outcome}
              dataKey={valueOf(outcome)}
              name={outcomeLooks[outcome].label}
              stackId={outcome === 'started' ? 'started' : 'ended'}
              fill={outcomeLooks[outcome].color}
              minPointSize={(_, place) => ((steps[place]?.counts?.[outcome] ?? 0) > 0 ? leastBarPx : 0)}
              isAnimationActive={false}
              cursor="pointer"
              onClick={(_, place) => open(place, outcome)}
            />
          ) : (
            <Line
              key={outcome}
              dataKey={valueOf(outcome)}
              name={outcomeLooks[outcome].label}
              stroke={outcomeLooks[outcome].color}
              strokeWidth={1.5}
              dot={false}
              activeDot={openingDot((place) => open(place, outcome))}
              connectNulls={false}
              isAnimationActive={false}
            />
          ),
        )}
        {chosenArea(chosen)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
