import { CartesianGrid, ReferenceArea, XAxis, YAxis } from 'recharts';
import { timeTicks } from '../../../lib/time-ticks.ts';
import { windowOfSteps, type ChartStep } from '../throughput-steps.ts';

const tickLook = { fill: 'var(--ink-muted)', fontSize: 11 } as const;

/** Labels of the steps in which a round time lies, by place. */
function labelsOf(steps: readonly ChartStep[], zone: string, maxTicks: number): ReadonlyMap<number, string> {
  const { fromMs, toMs } = windowOfSteps(steps);
  const stepMs = steps.length === 0 ? 1 : (toMs - fromMs) / steps.length;
  const labels = new Map<number, string>();
  for (const { ms, label } of timeTicks({ fromMs, toMs: toMs - 1, zone, maxTicks })) {
    const place = Math.floor((ms - fromMs) / stepMs);
    if (!labels.has(place)) labels.set(place, label);
  }
  return labels;
}

interface StepAxisProps {
  steps: readonly ChartStep[];
  zone: string;
  maxTicks: number;
}

/** recharts looks for axes by what a component returns: this is a function and no component. */
export function stepAxis({ steps, zone, maxTicks }: StepAxisProps) {
  const labels = labelsOf(steps, zone, maxTicks);
  return (
    <XAxis
      dataKey="place"
      type="category"
      ticks={[...labels.keys()]}
      tickFormatter={(place: number) => labels.get(place) ?? ''}
      interval={0}
      tick={tickLook}
      tickLine={{ stroke: 'var(--line-strong)' }}
      axisLine={{ stroke: 'var(--line-strong)' }}
      height={20}
    />
  );
}

/** The library breaks labels at spaces. */
const noBreakSpace = '\u00A0';

/** A click gives the focus to layers that no key can reach: they need no outline. */
export const chartLook = "[&_g[tabindex='-1']]:outline-none";

/** Room for half of the highest label. */
export const chartMargin = { top: 8, right: 8, bottom: 0, left: 0 } as const;

interface ValueAxisProps {
  ticks: readonly number[];
  format: (value: number) => string;
  scale?: 'linear' | 'log';
}

export function valueAxis({ ticks, format, scale = 'linear' }: ValueAxisProps) {
  return (
    <YAxis
      type="number"
      scale={scale}
      domain={[ticks.at(0) ?? 0, ticks.at(-1) ?? 1]}
      ticks={[...ticks]}
      interval={0}
      tickFormatter={(value: number) => format(value).replaceAll(' ', noBreakSpace)}
      tick={tickLook}
      tickLine={false}
      axisLine={false}
      width={64}
    />
  );
}

export const grid = <CartesianGrid vertical={false} stroke="var(--line)" />;

// Rounding may put an edge a hair outside of the plot, where areas are dropped unless told otherwise.
const unknownLook = { fill: 'var(--sunken)', fillOpacity: 1, stroke: 'none', ifOverflow: 'hidden' } as const;

/** Ground under the steps of which nothing is known, so that they do not look like zero. */
export function unknownAreas(steps: readonly ChartStep[]) {
  const known = steps.filter(({ counts }) => counts !== null);
  const first = known.at(0)?.place ?? steps.length;
  const last = known.at(-1)?.place ?? steps.length;
  return [
    first > 0 && <ReferenceArea key="before" x1={0} x2={first - 1} {...unknownLook} />,
    last < steps.length - 1 && (
      <ReferenceArea key="after" x1={last + 1} x2={steps.length - 1} {...unknownLook} />
    ),
  ];
}

export function chosenArea(chosen: readonly [number, number] | null) {
  return (
    chosen && (
      <ReferenceArea
        x1={chosen[0]}
        x2={chosen[1]}
        fill="var(--accent)"
        fillOpacity={0.15}
        stroke="var(--accent)"
        ifOverflow="hidden"
      />
    )
  );
}
