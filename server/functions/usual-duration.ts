import type { UsualDuration } from '../../shared/domain/diagnosis/facts.ts';
import { nearestRank } from '../../shared/domain/nearest-rank.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

/** From the samples that are kept, so it costs nothing; `null` = none was read, or the activity is not in them. */
export function usualDurationOf({ functions }: OpenHub, activityName: string): UsualDuration | null {
  const lengthsMs = functions.kept?.samples.callLengthsMs({ kind: 'activity', name: activityName });
  if (lengthsMs == null) return null;
  const ascending = lengthsMs.toSorted((a, b) => a - b);
  return {
    runs: ascending.length,
    p50Ms: nearestRank(ascending, 0.5),
    p99Ms: nearestRank(ascending, 0.99),
  };
}
