import { formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { countDifference, durationDifference } from './difference-words.ts';
import { percentileLooks, percentiles } from './latency-look.ts';
import { outcomeLooks } from './outcome-look.ts';
import type { Throughput } from './throughput-queries.ts';
import { outcomes } from './throughput-search.ts';

interface TotalProps {
  label: string;
  value: string;
  /** Against the window before, or what the number is. */
  note: string;
}

function Total({ label, value, note }: TotalProps) {
  return (
    <div className="min-w-0 py-1">
      <dt className="text-sm text-ink-muted">{label}</dt>
      <dd>
        <span className="block text-xl font-semibold">{value}</span>
        <span className="block text-sm text-ink-muted">{note}</span>
      </dd>
    </div>
  );
}

/** The whole window in numbers, and how they differ from those of the window before. */
export function TotalsView({ answer }: { answer: Throughput }) {
  const { all, previous } = answer;
  return (
    <dl
      aria-label="Totals"
      className="grid grid-cols-[repeat(auto-fit,minmax(100px,1fr))] gap-x-3 gap-y-1 border-b border-line px-4 pb-2"
    >
      <Total label="Running" value={formatCount(answer.runningNow)} note="now" />
      <Total label="Pending" value={formatCount(answer.pendingNow)} note="now" />
      {outcomes.map((outcome) => (
        <Total
          key={outcome}
          label={outcomeLooks[outcome].label}
          value={formatCount(all.totals[outcome])}
          note={countDifference(all.totals[outcome], previous?.totals[outcome] ?? null)}
        />
      ))}
      {percentiles.map((key) => (
        <Total
          key={key}
          label={`Latency ${percentileLooks[key].label}`}
          value={all.latency === null ? '–' : formatDuration(all.latency[key])}
          note={durationDifference(
            all.latency?.[key] ?? null,
            previous === null ? undefined : (previous.latency?.[key] ?? null),
          )}
        />
      ))}
    </dl>
  );
}
