import { Bar, ComposedChart, Line, ResponsiveContainer } from 'recharts';
import { slotColor } from '../../../components/charts/series-slots.ts';
import { formatCount, formatShortCount } from '../../../lib/format-count.ts';
import { countTicks } from '../../../lib/number-ticks.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import type { Outcome } from '../throughput-search.ts';
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

interface NamedSteps {
  readonly name: string;
  readonly steps: readonly ChartStep[];
  readonly slot: number | undefined;
}

interface NamesChartProps {
  /** At least one. */
  series: readonly NamedSteps[];
  outcome: Outcome;
  view: 'stacked' | 'lines';
  onWindow: (window: TimeWindow) => void;
  onOpen: (step: ChartStep, name: string) => void;
}

interface NamesStep extends ChartStep {
  readonly values: readonly (number | null)[];
}

function joinSteps(series: readonly NamedSteps[], outcome: Outcome): NamesStep[] {
  return (series[0]?.steps ?? []).map((step) => ({
    ...step,
    values: series.map(({ steps }) => steps[step.place]?.counts?.[outcome] ?? null),
  }));
}

function highestOf(steps: readonly NamesStep[], view: 'stacked' | 'lines'): number {
  return Math.max(
    0,
    ...steps.map(({ values }) => {
      const known = values.map((value) => value ?? 0);
      return view === 'stacked' ? known.reduce((sum, one) => sum + one, 0) : Math.max(0, ...known);
    }),
  );
}

/** One outcome of several names in one picture. */
export function NamesChart({ series, outcome, view, onWindow, onOpen }: NamesChartProps) {
  const { timeZone } = usePreferences();
  const steps = joinSteps(series, outcome);
  const { chosen, handlers } = useStepDrag(steps, onWindow);
  const open = (place: number | undefined, name: string) => {
    const step = steps[place ?? -1];
    if (step !== undefined) onOpen(step, name);
  };
  return (
    <ResponsiveContainer width="100%" height={200} className={chartLook}>
      <ComposedChart
        data={steps}
        title={`By name: ${outcome}`}
        barCategoryGap="12%"
        margin={chartMargin}
        {...handlers}
      >
        {unknownAreas(steps)}
        {grid}
        {stepAxis({ steps, zone: timeZone, maxTicks: 10 })}
        {valueAxis({ ticks: countTicks(highestOf(steps, view)), format: formatShortCount })}
        {stepTooltip(
          steps,
          ({ place }) =>
            series.map(({ name, slot }, order) => ({
              key: name,
              label: name,
              color: slotColor(slot),
              value: formatCount(steps[place]?.values[order] ?? 0),
            })),
          'Click lists them, dragging zooms',
        )}
        {series.map(({ name, slot }, order) =>
          view === 'stacked' ? (
            <Bar
              key={name}
              dataKey={(step: NamesStep) => step.values[order] ?? null}
              name={name}
              stackId="names"
              fill={slotColor(slot)}
              isAnimationActive={false}
              cursor="pointer"
              onClick={(_, place) => open(place, name)}
            />
          ) : (
            <Line
              key={name}
              dataKey={(step: NamesStep) => step.values[order] ?? null}
              name={name}
              stroke={slotColor(slot)}
              strokeWidth={1.5}
              dot={false}
              activeDot={openingDot((place) => open(place, name))}
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
