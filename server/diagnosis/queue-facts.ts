import type { Backlog } from '../../shared/contract/backlog.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { DiagnosisFacts, QueueFacts } from '../../shared/domain/diagnosis/facts.ts';
import { nowInstant } from '../clock.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';

type HubQueueFacts = Pick<
  DiagnosisFacts,
  'now' | 'backlog' | 'controlQueue' | 'workItems' | 'leaseMoves' | 'unread'
>;

function factsOf(
  reading: QueueReading,
  found: Pick<NonNullable<Backlog['workItems']>, 'queue' | 'depth'> | null,
): QueueFacts | null {
  const messages = found === null ? undefined : reading.messages.get(found.queue);
  return found === null || messages === undefined
    ? null
    : { queue: found.queue, depth: found.depth, messages };
}

/** What the queues and leases of the hub mean for one instance; without a reading, only that there is none. */
export function queueFactsOf(
  { queues }: OpenHub,
  reading: QueueReading | null,
  { controlQueue }: Pick<InstanceDetail, 'controlQueue'>,
): HubQueueFacts {
  if (reading === null) {
    const nothing = { backlog: null, controlQueue: null, workItems: null, leaseMoves: [] };
    return { ...nothing, now: nowInstant(), unread: ['queues'] };
  }
  const { backlog } = reading;
  const partition = backlog.partitions.find(({ queue }) => queue === controlQueue) ?? null;
  const control = factsOf(reading, partition);
  return {
    now: backlog.readAt,
    backlog,
    controlQueue: control,
    workItems: factsOf(reading, backlog.workItems),
    leaseMoves: partition === null ? [] : queues.leaseMoves(partition.partition),
    unread: control === null ? ['messages'] : [],
  };
}
