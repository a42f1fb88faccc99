import type { ExecutionModel, Step } from '../../../../shared/domain/execution/execution-model.ts';
import { retriedSteps } from '../../../../shared/domain/execution/progress.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks, stepTitle } from '../step-look.ts';

const maxShown = 5;

function RetriedStep({ step, onSelect }: { step: Step; onSelect: (rowKey: string) => void }) {
  const { icon: Icon, word, text } = stepStateLooks[step.state];
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <button
        type="button"
        className="rounded-sm text-accent underline-offset-2 wrap-anywhere hover:underline"
        onClick={() => onSelect(step.id)}
      >
        <bdi>{toVisibleText(stepTitle(step))}</bdi>
      </button>
      <span className="text-ink-muted">{stepKindLooks[step.kind].word}</span>
      <span>{formatCount(step.attempts.length)} attempts</span>
      <span className={`inline-flex items-center gap-1 ${text}`}>
        <Icon aria-hidden size={12} />
        {word}
      </span>
    </li>
  );
}

interface AttemptsSectionProps {
  model: ExecutionModel;
  onSelect: (rowKey: string) => void;
}

/** What had to be tried more than once. */
export function AttemptsSection({ model, onSelect }: AttemptsSectionProps) {
  const steps = retriedSteps(model);
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="attempts" className="min-w-0">
      <h2 id="attempts" className="font-semibold">
        Tried again
      </h2>
      <ul>
        {steps.slice(0, maxShown).map((step) => (
          <RetriedStep key={step.id} step={step} onSelect={onSelect} />
        ))}
      </ul>
      {steps.length > maxShown && (
        <p className="text-sm text-ink-muted">and {formatCount(steps.length - maxShown)} more</p>
      )}
    </section>
  );
}
