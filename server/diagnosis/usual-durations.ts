import type { UsualDuration } from '../../shared/domain/diagnosis/facts.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import { elapsedMs } from '../../shared/domain/instant.ts';
import { nearestRank } from '../../shared/domain/nearest-rank.ts';

/** Attempts that ended, failed ones too: they show that somebody knows the function. */
function endedAttempts({ steps }: ExecutionModel, activityName: string) {
  return steps
    .filter(({ kind, name }) => kind === 'activity' && name === activityName)
    .flatMap(({ attempts }) => attempts.filter(({ finishedAt }) => finishedAt !== null));
}

export function didActivityRun(models: readonly ExecutionModel[], activityName: string): boolean {
  return models.some((model) => endedAttempts(model, activityName).length > 0);
}

/** `null` = no run of the activity completed in these histories. */
export function usualDurationIn(
  models: readonly ExecutionModel[],
  activityName: string,
): UsualDuration | null {
  const lengthsMs = models
    .flatMap((model) => endedAttempts(model, activityName))
    .flatMap(({ state, scheduledAt, finishedAt }) =>
      state === 'completed' && scheduledAt !== null && finishedAt !== null
        ? [elapsedMs(scheduledAt, finishedAt)]
        : [],
    )
    .sort((one, other) => one - other);
  if (lengthsMs.length === 0) return null;
  return { runs: lengthsMs.length, p50Ms: nearestRank(lengthsMs, 0.5), p99Ms: nearestRank(lengthsMs, 0.99) };
}
