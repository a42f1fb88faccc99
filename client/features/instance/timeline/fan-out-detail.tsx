import { X } from 'lucide-react';
import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import type { FanOutRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import { Button } from '../../../components/button.tsx';
import { plural } from '../../../lib/format-count.ts';
import { fanOutWords, stepWords } from './row-words.ts';

interface FanOutDetailProps {
  row: FanOutRow;
  nowMs: number;
  /** `undefined` closes the details. */
  onStep: (step: Step | undefined) => void;
  onUnfold: () => void;
}

const shownSteps = 8;

interface Sibling {
  readonly step: Step;
  readonly index: number;
  readonly lengthMs: number;
}

/** Trouble first, then what took longest. */
function notable({ timeline, indexes }: FanOutRow, nowMs: number): Sibling[] {
  const rank = (step: Step) => (step.state === 'failed' ? 0 : step.state === 'open' ? 1 : 2);
  const siblings = indexes.flatMap((index) => {
    const step = timeline.model.steps[index];
    const times = timeline.times[index];
    if (step === undefined || times === undefined) return [];
    const fromMs = times.scheduledMs ?? nowMs;
    return [{ step, index, lengthMs: (times.finishedMs ?? nowMs) - fromMs }];
  });
  return siblings.sort((a, b) => rank(a.step) - rank(b.step) || b.lengthMs - a.lengthMs).slice(0, shownSteps);
}

/** Many siblings in words, and the way to those worth a look. */
export function FanOutDetail({ row, nowMs, onStep, onUnfold }: FanOutDetailProps) {
  const steps = notable(row, nowMs);
  return (
    <section aria-label="Details of the siblings" className="flex min-w-0 flex-col gap-3 px-4 py-3">
      <header className="flex items-start gap-2">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{fanOutWords(row)}</h2>
        <span className="ml-auto flex shrink-0 gap-2">
          <Button onClick={onUnfold}>{row.isUnfolded === true ? 'Fold' : 'Unfold'}</Button>
          <Button look="quiet" icon={X} aria-label="Close the details" onClick={() => onStep(undefined)} />
        </span>
      </header>
      <div>
        <h3 className="text-sm text-ink-muted">
          {plural(steps.length, 'sibling')} of {row.indexes.length}: trouble first, then what took longest
        </h3>
        <ul>
          {steps.map(({ step, index }) => {
            const times = row.timeline.times[index];
            return (
              <li key={step.id} className="truncate">
                <button
                  type="button"
                  className="text-accent underline-offset-2 hover:underline"
                  onClick={() => onStep(step)}
                >
                  {times === undefined ? step.id : stepWords(step, times, nowMs)}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
