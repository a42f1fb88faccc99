import type { UsualDuration } from '../../shared/domain/diagnosis/facts.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import { elapsedMs } from '../../shared/domain/instant.ts';
import { nearestRank } from '../../shared/domain/nearest-rank.ts';

function attempts(models: readonly ExecutionModel[], activityName: string) {
  return models
    .flatMap(({ steps }) => steps)
    .filter(({ kind, name }) => kind === 'activity' && name === activityName)
    .flatMap((step) => step.attempts);
}

/**
 * Whether runs of the activity ended in these histories, failed ones included. `null` = none of them asked for it, which
 * says nothing.
 */
export function didActivityRun(models: readonly ExecutionModel[], activityName: string): boolean | null {
  const asked = attempts(models, activityName);
  return asked.length === 0 ? null : asked.some(({ finishedAt }) => finishedAt !== null);
}

/** `null` = no run of the activity completed in these histories. */
export function usualDurationIn(
  models: readonly ExecutionModel[],
  activityName: string,
): UsualDuration | null {
  const lengthsMs = attempts(models, activityName)
    .flatMap(({ state, scheduledAt, finishedAt }) =>
      state === 'completed' && scheduledAt !== null && finishedAt !== null
        ? [elapsedMs(scheduledAt, finishedAt)]
        : [],
    )
    .sort((one, other) => one - other);
  if (lengthsMs.length === 0) return null;
  return { runs: lengthsMs.length, p50Ms: nearestRank(lengthsMs, 0.5), p99Ms: nearestRank(lengthsMs, 0.99) };
}
