import { Gauge, type Registry } from 'prom-client';
import { instantToMs } from '../../shared/domain/instant.ts';
import type { HubReading } from './hub-readings.ts';

/** Names beyond these are counted together: every name is a series. */
const mostNames = 50;
const otherNames = '(other)';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: (reading: HubReading, nowMs: number) => readonly Sample[];
}

function byName({ hub, open }: HubReading): Sample[] {
  const totals = new Map<string, number>();
  for (const { name, count } of open) totals.set(name ?? '', (totals.get(name ?? '') ?? 0) + count);
  const kept = new Set(
    [...totals]
      .sort((one, other) => other[1] - one[1])
      .slice(0, mostNames)
      .map(([name]) => name),
  );
  const counted = new Map<string, { labels: Record<string, string>; count: number }>();
  for (const { name, status, count } of open) {
    const shown = kept.has(name ?? '') ? (name ?? '') : otherNames;
    const key = JSON.stringify([shown, status]);
    const found = counted.get(key) ?? { labels: { hub, name: shown, status }, count: 0 };
    found.count += count;
    counted.set(key, found);
  }
  return [...counted.values()].map(({ labels, count }) => [labels, count]);
}

function eachQueue({ hub, queues }: HubReading) {
  const { partitions = [], workItems = null } = queues?.backlog ?? {};
  return [...partitions, workItems].flatMap((queue) =>
    queue === null
      ? []
      : [{ ...queue, labels: { hub, queue: queue.queue }, messages: queues?.messages.get(queue.queue) }],
  );
}

function oldestAgeSeconds(messages: readonly { readonly dueAt: string | null }[], nowMs: number): number {
  const dueMs = messages.flatMap(({ dueAt }) => (dueAt === null ? [] : [instantToMs(dueAt)]));
  return dueMs.length === 0 ? 0 : Math.max(0, nowMs - Math.min(...dueMs)) / 1_000;
}

const families: readonly Family[] = [
  {
    name: 'durascope_instances',
    help: 'Instances in the index, by kind and runtime status.',
    labels: ['hub', 'kind', 'status'],
    samples: ({ hub, counts }) => counts.map(({ kind, status, count }) => [{ hub, kind, status }, count]),
  },
  {
    name: 'durascope_open_orchestrations',
    help: `Orchestrations that have not ended, by name and runtime status; beyond ${mostNames} names as ${otherNames}.`,
    labels: ['hub', 'name', 'status'],
    samples: byName,
  },
  {
    name: 'durascope_queue_messages',
    help: 'Messages in a queue, visible and invisible.',
    labels: ['hub', 'queue'],
    samples: (reading) => eachQueue(reading).map(({ labels, depth }) => [labels, depth]),
  },
  {
    name: 'durascope_queue_oldest_visible_age_seconds',
    help: 'How long the oldest visible message has been due; 0 when none is visible.',
    labels: ['hub', 'queue'],
    samples: (reading, nowMs) =>
      eachQueue(reading).flatMap(({ labels, messages }) =>
        messages === undefined ? [] : [[labels, oldestAgeSeconds(messages, nowMs)] as const],
      ),
  },
  {
    name: 'durascope_queue_max_dequeue_count',
    help: 'The most often a visible message was taken and came back.',
    labels: ['hub', 'queue'],
    samples: (reading) =>
      eachQueue(reading).flatMap(({ labels, messages }) =>
        messages === undefined
          ? []
          : [[labels, Math.max(0, ...messages.map(({ dequeueCount }) => dequeueCount))] as const],
      ),
  },
  {
    name: 'durascope_partition_owned',
    help: '1 when a worker holds the lease of the partition now; missing where owners cannot be known.',
    labels: ['hub', 'queue'],
    samples: ({ hub, queues }) =>
      queues === null || queues.backlog.ownership === null
        ? []
        : queues.backlog.partitions.map(({ queue, owner }) => [
            { hub, queue },
            owner?.lease === 'live' ? 1 : 0,
          ]),
  },
  {
    name: 'durascope_queues_readable',
    help: '1 when the queues of the hub could be read for this answer.',
    labels: ['hub'],
    samples: ({ hub, queues }) => [[{ hub }, queues === null ? 0 : 1]],
  },
  {
    name: 'durascope_index_rows',
    help: 'Rows in the index.',
    labels: ['hub'],
    samples: ({ hub, coverage }) => [[{ hub }, coverage.rows]],
  },
  {
    name: 'durascope_index_age_seconds',
    help: 'Everything written to storage before this long ago is in the index; missing until the first scan ended.',
    labels: ['hub'],
    samples: ({ hub, coverage }, nowMs) =>
      coverage.asOf === null ? [] : [[{ hub }, Math.max(0, nowMs - instantToMs(coverage.asOf)) / 1_000]],
  },
  {
    name: 'durascope_index_state',
    help: '1 for the state that the index is in.',
    labels: ['hub', 'state'],
    samples: ({ hub, coverage }) =>
      ['building', 'current', 'idle', 'stale'].map((state) => [
        { hub, state },
        coverage.state === state ? 1 : 0,
      ]),
  },
];

/** Fills the gauges with what was just read; what is gone is not repeated. */
export function hubMetrics(registry: Registry): (readings: readonly HubReading[], nowMs: number) => void {
  const gauges = families.map(({ name, help, labels, samples }) => ({
    gauge: new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    samples,
  }));
  return (readings, nowMs) => {
    for (const { gauge, samples } of gauges) {
      gauge.reset();
      for (const [labels, value] of readings.flatMap((reading) => samples(reading, nowMs)))
        gauge.set(labels, value);
    }
  };
}
