import { ChevronDown, ChevronRight } from 'lucide-react';
import { elapsedMs } from '../../../../shared/domain/instant.ts';
import { InstantText } from '../../../components/instant-text.tsx';
import { formatDuration } from '../../../lib/format-duration.ts';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks, stepTitle } from '../step-look.ts';
import type { HistoryGroup } from './history-groups.ts';

interface HistoryGroupRowProps {
  group: HistoryGroup;
  columnCount: number;
  isOpen: boolean;
  onToggle: (group: HistoryGroup) => void;
}

function StepFacts({ step }: { step: NonNullable<HistoryGroup['step']> }) {
  const { icon: StateIcon, word, text } = stepStateLooks[step.state];
  const { scheduledAt, finishedAt } = step;
  const attempts = step.attempts.length;
  return (
    <>
      <span className={`inline-flex items-center gap-1 ${text}`}>
        <StateIcon aria-hidden size={14} />
        {word}
      </span>
      {scheduledAt !== null && <InstantText instant={scheduledAt} as="full" />}
      {scheduledAt !== null && finishedAt !== null && (
        <span>{formatDuration(elapsedMs(scheduledAt, finishedAt))}</span>
      )}
      {attempts > 1 && <span>{plural(attempts, 'attempt')}</span>}
    </>
  );
}

/** The head of a step's events. */
export function HistoryGroupRow({ group, columnCount, isOpen, onToggle }: HistoryGroupRowProps) {
  const { step, indexes } = group;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const KindIcon = step === null ? null : stepKindLooks[step.kind].icon;
  return (
    <tr className="border-t border-line bg-sunken">
      <td colSpan={columnCount} className="truncate px-2 py-1.5">
        <span className="flex min-w-0 items-center gap-3">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => onToggle(group)}
            className="flex min-w-0 items-center gap-1.5 rounded-sm text-left font-medium"
          >
            <Chevron aria-hidden size={12} className="shrink-0 text-ink-faint" />
            {KindIcon && <KindIcon aria-hidden size={14} className="shrink-0" />}
            <bdi className="truncate">
              {step === null ? 'Turns, marks and rows of no step' : toVisibleText(stepTitle(step))}
            </bdi>
          </button>
          <span className="flex min-w-0 items-center gap-3 truncate text-sm text-ink-muted">
            {step !== null && <StepFacts step={step} />}
            {plural(indexes.length, 'event')}
          </span>
        </span>
      </td>
    </tr>
  );
}
