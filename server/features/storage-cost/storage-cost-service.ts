import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { getStorageCost } from '../../../shared/contract/storage-cost.ts';
import { estimateHubRequests, type HubActivity } from '../../../shared/domain/hub-requests.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';

type Queues = Awaited<ReturnType<OpenHub['queues']['partitions']>>;

/** `null` when no queue has been sampled often enough. */
function sumOf(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0);
}

function activityOf({ partitions, workItems, ownership }: Queues): HubActivity {
  const owned = partitions.filter(({ owner }) => owner?.lease === 'live');
  return {
    liveWorkers: new Set(owned.map(({ owner }) => owner?.workerId)).size,
    ownedPartitions: owned.length,
    ownership,
    controlMessagesPerMinute: sumOf(partitions.map(({ arrivedPerMinute }) => arrivedPerMinute)),
    workItemsPerMinute: workItems?.arrivedPerMinute ?? null,
  };
}

export async function readStorageCost({ hub, queues }: OpenHub): Promise<ResultOf<typeof getStorageCost>> {
  try {
    const activity = activityOf(await queues.partitions());
    const hasMessageRates = activity.controlMessagesPerMinute !== null;
    return {
      dashboard: hub.storageRequests(),
      estimate: { parts: estimateHubRequests(activity), hasMessageRates, problems: [] },
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = [`The queues cannot be read: ${error.message}`];
    return { dashboard: hub.storageRequests(), estimate: { parts: [], hasMessageRates: false, problems } };
  }
}
