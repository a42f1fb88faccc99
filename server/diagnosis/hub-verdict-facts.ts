import type { Coverage } from '../../shared/contract/coverage.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';
import { instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import { nowInstant } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { withTimeLimit } from '../hubs/time-limit.ts';
import type { HealthSigns } from '../task-hub/instance-index.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';

const queuesLimitMs = 5_000;

/** An instance that did not change for this long is worth a look. */
export const unchangedForMs = 60_000;
/** Rows of the index that one verdict sees; those looked at closely are among them. */
const mostSamples = 100;

/** What a hub shows as a whole. */
export interface HubFacts {
  readonly now: Instant;
  /** `null` = could not be read, for the reason in `queueProblem`. */
  readonly reading: QueueReading | null;
  readonly queueProblem: string | null;
  readonly signs: HealthSigns;
  readonly coverage: Coverage;
  readonly leaseMoves: (partition: number) => readonly LeaseMove[];
}

async function readQueues(open: OpenHub): Promise<Pick<HubFacts, 'reading' | 'queueProblem'>> {
  try {
    const reading = withTimeLimit(open.queues.read(), queuesLimitMs, `The queues of ${open.hub.ref.name}`);
    return { reading: await reading, queueProblem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { reading: null, queueProblem: error.message };
  }
}

/** Time is that of the reading of the queues, so that ages and leases agree with it. */
export async function readHubFacts(open: OpenHub): Promise<HubFacts> {
  const queues = await readQueues(open);
  const now = queues.reading?.backlog.readAt ?? nowInstant();
  const unchangedSince = msToInstant(instantToMs(now) - unchangedForMs);
  const signs = await open.index.health({ now, unchangedSince, samples: mostSamples });
  return {
    ...queues,
    now,
    signs,
    coverage: signs.coverage,
    leaseMoves: (partition) => open.queues.leaseMoves(partition),
  };
}
