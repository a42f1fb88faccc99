import { Tooltip } from 'recharts';
import { formatMoments } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ChartStep } from '../throughput-steps.ts';

export interface TooltipLine {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly value: string;
}

interface StepTooltipProps {
  step: ChartStep | null;
  lines: readonly TooltipLine[];
  hint: string;
}

function StepTooltip({ step, lines, hint }: StepTooltipProps) {
  const { timeZone } = usePreferences();
  if (step === null) return null;
  return (
    <div className="rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-sm whitespace-nowrap text-ink shadow-lg">
      <p>
        {formatMoments(step, timeZone, step.toMs - step.fromMs)}
        {step.isPartial && ', so far'}
      </p>
      {step.counts === null && <p className="text-ink-muted">Nothing is known about this time</p>}
      {lines.map(({ key, label, color, value }) => (
        <p key={key} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-[1px]" style={{ background: color }} />
          <span className="max-w-60 flex-1 truncate">{toVisibleText(label)}</span>
          <span className="pl-3">{value}</span>
        </p>
      ))}
      {step.counts !== null && <p className="text-ink-muted">{hint}</p>}
    </div>
  );
}

/** `linesOf` says what to tell about a step with counts. */
export function stepTooltip(
  steps: readonly ChartStep[],
  linesOf: (step: ChartStep) => readonly TooltipLine[],
  hint: string,
) {
  return (
    <Tooltip
      isAnimationActive={false}
      cursor={{ fill: 'var(--hover)', stroke: 'var(--line-strong)' }}
      content={({ label }) => {
        const step = steps[Number(label)] ?? null;
        return <StepTooltip step={step} lines={step?.counts ? linesOf(step) : []} hint={hint} />;
      }}
    />
  );
}
