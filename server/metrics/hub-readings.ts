import type { Coverage } from '../../shared/contract/coverage.ts';
import type { OpenCount } from '../../shared/contract/gate.ts';
import type { HubSummary } from '../../shared/contract/hubs.ts';
import { AppError } from '../errors.ts';
import type { HubRegistry } from '../hubs/hub-registry.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { withTimeLimit } from '../hubs/time-limit.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';

/** A scraper gives up after ten seconds unless told otherwise. */
const queuesLimitMs = 5_000;

export interface HubReading {
  readonly hub: string;
  readonly counts: HubSummary['counts'];
  readonly open: readonly OpenCount[];
  readonly coverage: Coverage;
  /** `null` = they could not be read. */
  readonly queues: QueueReading | null;
}

async function queuesOf(open: OpenHub): Promise<QueueReading | null> {
  try {
    return await withTimeLimit(open.queues.read(), queuesLimitMs, `The queues of ${open.hub.ref.name}`);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function readHub(open: OpenHub): Promise<HubReading> {
  const [counts, { groups }, queues] = await Promise.all([
    open.index.counts(),
    open.index.openCounts(),
    queuesOf(open),
  ]);
  return { hub: open.key, counts, open: groups, coverage: open.index.coverage(), queues };
}

/** A hub whose index fails is left out; `failed` says how many. */
export async function readAllHubs(hubs: HubRegistry): Promise<{ readings: HubReading[]; failed: number }> {
  const { hubs: all } = await hubs.list();
  const read = await Promise.allSettled(
    all.map(async (open) => {
      try {
        return await readHub(open);
      } catch (error) {
        open.logFailure(error);
        throw error;
      }
    }),
  );
  const readings = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return { readings, failed: read.length - readings.length };
}
