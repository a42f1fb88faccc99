import type { StepState } from '../../../shared/domain/execution/execution-model.ts';
import { formatCount } from '../../lib/format-count.ts';
import { stepStateLooks, stepStateOrder } from './step-look.ts';

type StateCounts = Readonly<Record<StepState, number>>;

/** “3 failed, 85 open, 212 completed”. */
function stateCountsText(counts: StateCounts): string {
  return stepStateOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${stepStateLooks[state].word}`)
    .join(', ');
}

/** Shares of states as one bar, with the numbers in words below it. */
export function StateBar({ counts, total, label }: { counts: StateCounts; total: number; label: string }) {
  const present = stepStateOrder.filter((state) => counts[state] > 0);
  return (
    <div className="min-w-0">
      <div
        role="img"
        aria-label={`${label}: ${stateCountsText(counts)}`}
        className="flex h-2 gap-px overflow-hidden rounded-sm bg-sunken"
      >
        {present.map((state) => (
          <span
            key={state}
            className={`${stepStateLooks[state].fill} min-w-0.5`}
            style={{ width: `${(counts[state] / Math.max(1, total)) * 100}%` }}
          />
        ))}
      </div>
      <p aria-hidden className="flex flex-wrap gap-x-3 pt-0.5 text-sm text-ink-muted">
        {present.map((state) => {
          const { icon: Icon, word, text } = stepStateLooks[state];
          return (
            <span key={state} className="inline-flex items-center gap-1 whitespace-nowrap">
              <Icon aria-hidden size={12} className={text} />
              {formatCount(counts[state])} {word}
            </span>
          );
        })}
      </p>
    </div>
  );
}
