import type { Partitions, QueueHealth } from '../../../shared/contract/partitions.ts';
import { isTerminal, runtimeStatuses } from '../../../shared/domain/runtime-status.ts';
import { plural } from '../../lib/format-count.ts';

const ended = runtimeStatuses.filter(isTerminal).join(',').toLowerCase();

/** Filter texts of the list for the instances of one partition. */
export function partitionFilters(partition: number): { readonly all: string; readonly open: string } {
  const all = `partition:${partition}`;
  return { all, open: `${all} -status:${ended}` };
}

export function queuesOf({ partitions, workItems }: Partitions): readonly QueueHealth[] {
  return workItems === null ? partitions : [...partitions, workItems];
}

/** Messages a minute; what comes and goes between two samples is not seen. */
export function rateWords(perMinute: number): string {
  if (perMinute === 0) return '0';
  const shown = perMinute < 10 ? Number(perMinute.toPrecision(2)) : Math.round(perMinute);
  return `≥ ${shown.toLocaleString('en-US')}`;
}

function workerWords({ ownership, workers }: Partitions): string {
  if (ownership === null) return 'which workers run is not known';
  return workers.length === 0 ? 'no worker owns a partition' : plural(workers.length, 'worker');
}

/** How it stands, in one line. */
export function partitionsSummary(answer: Partitions): string {
  const queues = queuesOf(answer);
  const depth = queues.reduce((sum, queue) => sum + queue.depth, 0);
  const suspects = queues.reduce((sum, queue) => sum + queue.poisonCandidates, 0);
  const parts = [
    plural(answer.partitions.length, 'partition'),
    workerWords(answer),
    `${plural(depth, 'message')} in all queues`,
  ];
  if (suspects > 0) parts.push(`${plural(suspects, 'message')} taken again and again`);
  return `${parts.join(', ')}.`;
}
