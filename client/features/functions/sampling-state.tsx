import { functionSamplingBounds, type FunctionSampling } from '../../../shared/contract/functions-map.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { gapsOf, sampledWords } from './function-words.ts';
import { useCancelSampling } from './functions-queries.ts';

/** A reading under way, or why the last one did not come to its end. */
export function SamplingProgress({ hub, sampling }: { hub: string; sampling: FunctionSampling }) {
  const cancel = useCancelSampling(hub);
  const { state, looked, total, focus, problem } = sampling;
  const isRunning = state === 'running';
  if (state === 'done' || (state === 'cancelled' && focus !== null)) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pb-2">
      {isRunning && (
        <div className="flex items-center gap-4">
          <div className="min-w-0 flex-1">
            <ProgressBar
              label="Reading histories"
              value={looked}
              max={total}
              text={`${formatCount(looked)} of ${plural(total, 'history', 'histories')} read${focus === null ? '' : ` of running callers of ${toVisibleText(focus.name)}`}`}
            />
          </div>
          <Button isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        </div>
      )}
      {state === 'cancelled' && (
        <p role="status" className="text-ink-muted">
          The reading was cancelled after {formatCount(looked)} of {plural(total, 'history', 'histories')}.
        </p>
      )}
      {problem !== null && (
        <ProblemNotice
          what={
            isRunning ? 'Storage does not answer: the reading waits and tries again' : 'The reading gave up'
          }
          problem={problem}
        />
      )}
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
    </div>
  );
}

/** What the map is made of, and what it does not know. */
export function SampledNote({ mapOf }: { mapOf: FunctionSampling }) {
  const gaps = gapsOf(mapOf);
  return (
    <span className="text-sm text-ink-muted">
      {sampledWords(mapOf)}, read <InstantText instant={mapOf.endedAt ?? mapOf.startedAt} as="relative" />
      {gaps.length > 0 && <>. {gaps.join(' ')}</>}
    </span>
  );
}

export const boundsWords = `At most ${functionSamplingBounds.historiesOfOneName} histories of each orchestrator and ${functionSamplingBounds.histories} in all are read from storage: the latest that ended, failed and run.`;
