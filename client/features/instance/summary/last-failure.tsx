import type { ExecutionModel, Step } from '../../../../shared/domain/execution/execution-model.ts';
import { lastFailedStep } from '../../../../shared/domain/execution/progress.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { FailurePayload } from '../failure/failure-payload.tsx';
import { stepKindLooks, stepTitle } from '../step-look.ts';

interface LastFailureProps {
  hub: string;
  instanceId: string;
  model: ExecutionModel;
  onSelect: (rowKey: string) => void;
}

/** The details of a try that was repeated stand with the try. */
function failureOf({ failure, attempts }: Step) {
  return attempts.findLast((attempt) => attempt.failure !== null)?.failure ?? failure;
}

/** The failure that came last, of a step; the instance may have caught it, or be trying again. */
export function LastFailure({ hub, instanceId, model, onSelect }: LastFailureProps) {
  const step = lastFailedStep(model);
  const failure = step && failureOf(step);
  if (step === null || failure === null) return null;
  // The instance failed of it: it is told in full above.
  const isTold = model.end?.failure != null && failure.message === model.end.failure.message;
  const attempt = step.attempts.findLast(({ state }) => state === 'failed');
  return (
    <section aria-labelledby="last-failure" className="min-w-0">
      <h2 id="last-failure" className="font-semibold">
        Last failure of a step
      </h2>
      <p className="pb-1">
        <button
          type="button"
          className="rounded-sm text-accent underline-offset-2 wrap-anywhere hover:underline"
          onClick={() => onSelect(step.id)}
        >
          <bdi>{toVisibleText(stepTitle(step))}</bdi>
        </button>{' '}
        <span className="text-ink-muted">
          {stepKindLooks[step.kind].word}
          {step.attempts.length > 1 &&
            attempt !== undefined &&
            `, attempt ${attempt.number} of ${step.attempts.length}`}
          {step.state !== 'failed' && ', went on since'}
        </span>{' '}
        <InstantText instant={attempt?.finishedAt ?? step.finishedAt} />
      </p>
      {isTold ? (
        <p className="text-ink-muted">The instance failed of it, as told above.</p>
      ) : (
        <div className="border-l-4 border-failed bg-danger-soft px-3 py-2">
          {failure.details === null ? (
            <>
              {failure.errorType !== null && (
                <p className="font-mono text-sm font-medium wrap-anywhere">
                  {toVisibleText(failure.errorType)}
                </p>
              )}
              <CodeText as="block" text={failure.message ?? 'The history does not say why.'} />
            </>
          ) : (
            <FailurePayload hub={hub} instanceId={instanceId} info={failure.details} what="failure details" />
          )}
        </div>
      )}
    </section>
  );
}
