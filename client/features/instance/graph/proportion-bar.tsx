import type { StepCounts } from '../../../../shared/domain/execution/graph-model.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatShortCount } from '../../../lib/format-count.ts';
import { stepStateLooks, stepStateOrder } from '../step-look.ts';

/** How many of the folded steps are in which state: as a bar, and in words. */
export function ProportionBar({ counts }: { counts: StepCounts }) {
  const shown = stepStateOrder.filter((state) => counts[state] > 0);
  return (
    <>
      <span aria-hidden className="my-1 flex h-1.5 w-full gap-px overflow-hidden rounded-full">
        {shown.map((state) => (
          <span
            key={state}
            className={stepStateLooks[state].fill}
            style={{ flexGrow: counts[state], minWidth: 3 }}
          />
        ))}
      </span>
      <span className="flex min-w-0 gap-x-2 truncate text-sm">
        {shown.map((state) => (
          <span key={state} className={classNames('whitespace-nowrap', stepStateLooks[state].text)}>
            {formatShortCount(counts[state])} {stepStateLooks[state].word}
          </span>
        ))}
      </span>
    </>
  );
}
