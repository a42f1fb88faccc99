import { EqualApproximately, EqualNot, Flag, Minus } from 'lucide-react';
import { memo } from 'react';
import {
  stepLengthMs,
  type ComparedStep,
  type Difference,
} from '../../../../shared/domain/execution/alignment.ts';
import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks } from '../step-look.ts';
import { gapWords, pairTitle, rowWords } from './comparison-words.ts';

export const rowHeightPx = 30;

/** Head and rows share it. */
export const rowColumns =
  'grid grid-cols-[28px_minmax(150px,1fr)_minmax(150px,1.3fr)_minmax(150px,1.3fr)_120px]';

export function rowElementId(id: string): string {
  return `compared ${id}`.replaceAll(/\s/g, '_');
}

const differenceLooks = {
  missing: { icon: Minus, word: 'Only one side has it' },
  outcome: { icon: EqualNot, word: 'Ended otherwise' },
  payload: { icon: EqualApproximately, word: 'Same outcome, other input or result' },
} as const satisfies Record<Difference, object>;

function DifferenceSign({ difference }: { difference: Difference | null }) {
  if (difference === null) return null;
  const { icon: Icon, word } = differenceLooks[difference];
  const isWeak = difference === 'payload';
  return (
    <span title={word} className={isWeak ? 'text-ink-faint' : 'text-ink'}>
      <Icon aria-hidden size={14} />
    </span>
  );
}

function Side({ step, longestMs }: { step: Step | null; longestMs: number }) {
  if (step === null) return <span className="text-sm text-ink-faint">–</span>;
  const { icon: Icon, text, word, color } = stepStateLooks[step.state];
  const length = stepLengthMs(step);
  return (
    <>
      <span title={word} className={classNames('shrink-0', text)}>
        <Icon size={13} />
      </span>
      <span className="w-18 shrink-0 truncate text-right text-sm">
        {length === null ? '–' : formatDuration(length)}
      </span>
      <span className="relative h-2.5 min-w-0 flex-1">
        {length !== null && (
          <span
            className="absolute inset-y-0 left-0 min-w-px rounded-xs opacity-75"
            style={{ width: `${longestMs === 0 ? 0 : (length / longestMs) * 100}%`, background: color }}
          />
        )}
      </span>
      {step.attempts.length > 1 && (
        <span className="shrink-0 text-sm text-ink-muted" title="Attempts">
          {step.attempts.length}×
        </span>
      )}
    </>
  );
}

interface ComparisonRowProps {
  row: ComparedStep;
  place: number;
  longestMs: number;
  isActive: boolean;
  isFirstDifference: boolean;
}

const cell = 'flex min-w-0 items-center gap-1.5 px-2';

export const ComparisonRow = memo(function ComparisonRow({
  row,
  place,
  longestMs,
  ...is
}: ComparisonRowProps) {
  const step = row.left ?? row.right;
  if (step === null) return null;
  const KindIcon = stepKindLooks[step.kind].icon;
  const target = toVisibleText((step.instanceId ?? '').slice(0, 200));
  return (
    <div
      id={rowElementId(row.id)}
      data-place={place}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={is.isActive}
      aria-label={`${is.isFirstDifference ? 'First difference: ' : ''}${rowWords(row)}`}
      className={classNames(
        rowColumns,
        'h-full border-b border-line',
        is.isActive
          ? 'bg-selected -outline-offset-2 outline-accent group-focus-visible/grid:outline-2'
          : 'hover:bg-hover',
        is.isFirstDifference && 'shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <div role="gridcell" className="grid place-items-center">
        <DifferenceSign difference={row.difference} />
      </div>
      <div role="gridcell" className={cell}>
        <KindIcon aria-hidden size={14} className="shrink-0 text-ink-muted" />
        <bdi className="min-w-0 truncate" title={pairTitle(row)}>
          {pairTitle(row)}
        </bdi>
        {is.isFirstDifference && (
          <span title="First difference" className="shrink-0 text-accent">
            <Flag aria-hidden size={13} />
          </span>
        )}
        {target !== '' && (
          <bdi className="min-w-0 flex-1 truncate font-mono text-xs text-ink-faint" title={target}>
            {target}
          </bdi>
        )}
      </div>
      <div role="gridcell" className={cell}>
        <Side step={row.left} longestMs={longestMs} />
      </div>
      <div role="gridcell" className={cell}>
        <Side step={row.right} longestMs={longestMs} />
      </div>
      <div role="gridcell" className={`${cell} justify-end text-sm whitespace-nowrap text-ink-muted`}>
        {gapWords(row)}
      </div>
    </div>
  );
});
