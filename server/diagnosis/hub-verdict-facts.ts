import type { Coverage } from '../../shared/contract/coverage.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';
import { elapsedMs, instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import { nowInstant } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { withTimeLimit } from '../hubs/time-limit.ts';
import type { HealthSigns } from '../task-hub/instance-index.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';

const queuesLimitMs = 5_000;
/** When the queues were read not long ago. */
const patienceMs = 1_000;
const recentMs = 30_000;

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

/** Reads what a hub shows, again and again. */
export class HubFactsReader {
  private last: QueueReading | null = null;

  constructor(private readonly open: OpenHub) {}

  /** Time is that of the reading of the queues, so that ages and leases agree with it. */
  async read(): Promise<HubFacts> {
    const { open } = this;
    const queues = await this.readQueues();
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

  /** A reading that takes long goes on, and the one before serves meanwhile while it is not old. */
  private async readQueues(): Promise<Pick<HubFacts, 'reading' | 'queueProblem'>> {
    const recent = this.recentReading();
    const limitMs = recent === null ? queuesLimitMs : patienceMs;
    try {
      const reading = await withTimeLimit(
        this.open.queues.read(),
        limitMs,
        `The queues of ${this.open.hub.ref.name}`,
      );
      this.last = reading;
      return { reading, queueProblem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (recent !== null && error.code === 'store-unavailable')
        return { reading: recent, queueProblem: null };
      return { reading: null, queueProblem: error.message };
    }
  }

  private recentReading(): QueueReading | null {
    const { last } = this;
    return last !== null && elapsedMs(last.backlog.readAt, nowInstant()) <= recentMs ? last : null;
  }
}
