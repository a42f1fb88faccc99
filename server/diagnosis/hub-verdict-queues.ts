import type { Backlog } from '../../shared/contract/backlog.ts';
import type { Evidence, HubReason, Phrase, Sentence, StuckGroup } from '../../shared/contract/diagnosis.ts';
import { countOf, durationOf, list, nameOf, since } from '../../shared/domain/diagnosis/phrases.ts';
import { messageEvidence, workerPhrase } from '../../shared/domain/diagnosis/queue-phrases.ts';
import { untakenSince, waitingSince, workersOf } from '../../shared/domain/diagnosis/queue-signs.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';
import type { HubFacts } from './hub-verdict-facts.ts';

type Partition = Backlog['partitions'][number];

/** A worker that is there has taken a message by then. */
const lateAfterMs = 60_000;
/** A lease that ran out is claimed by another worker within a minute; this is twice that. */
const ownerlessAfterMs = 120_000;
/** From here on the engine itself logs a message as poison. */
const poisonDequeues = 10;
/** Of those that are poison. */
const mostMessages = 5;
/** Scaling out or a deployment gives a partition to another worker once. */
const flappingMoves = 3;
const flappingWindowMs = 600_000;

/** The messages of one queue that somebody could take now. */
interface Waiting {
  readonly queue: string;
  readonly partition: number | null;
  /** Since when the oldest one could have been taken; `null` = nothing waits. */
  readonly since: Instant | null;
  /** The same, but for the time that those which were taken before may have been hidden. */
  readonly untakenSince: Instant | null;
  readonly depth: number;
}

/** What was queued long before it was due is not late. Without a peek, the head counts. */
function waitingIn(
  facts: HubFacts,
  queue: Pick<Partition, 'queue' | 'depth' | 'head'>,
  partition: number | null,
): Waiting {
  const messages = facts.reading?.messages.get(queue.queue);
  const oldest = (sinceOf: typeof waitingSince) =>
    messages === undefined
      ? (queue.head?.insertedAt ?? null)
      : (messages.map((message) => sinceOf(message, facts.now)).sort()[0] ?? null);
  return {
    ...{ queue: queue.queue, partition, depth: queue.depth },
    ...{ since: oldest(waitingSince), untakenSince: oldest(untakenSince) },
  };
}

export function waitingQueues(facts: HubFacts): Waiting[] {
  if (facts.reading === null) return [];
  const { partitions, workItems } = facts.reading.backlog;
  const queues = partitions.map((queue) => waitingIn(facts, queue, queue.partition));
  if (workItems !== null) queues.push(waitingIn(facts, workItems, null));
  return queues.filter(({ since: oldest }) => oldest !== null);
}

function ageMs({ now }: HubFacts, waiting: Waiting): number {
  return waiting.since === null ? 0 : elapsedMs(waiting.since, now);
}

function untakenMs({ now }: HubFacts, { untakenSince: at }: Waiting): number {
  return at === null ? 0 : elapsedMs(at, now);
}

/** How long nobody has held any of the partitions; not known where leases do not keep their time. */
function unheldMs({ now }: HubFacts, partitions: readonly Partition[]): number {
  const ends = partitions.map(({ owner }) => owner?.lastRenewedAt ?? owner?.expiresAt ?? null);
  return Math.max(0, Math.min(Infinity, ...ends.map((at) => (at === null ? Infinity : elapsedMs(at, now)))));
}

function messageCount(count: number): Sentence {
  return [countOf(count), count === 1 ? ' message' : ' messages'];
}

function queueEvidence({ queue, depth, since: oldest }: Waiting): Evidence {
  const text: Sentence = [
    nameOf(queue),
    ': ',
    ...messageCount(depth),
    ', the oldest one visible',
    ...since(oldest),
  ];
  return { kind: 'queue', queue, text };
}

function leaseEvidence({ partition, owner }: Partition): Evidence {
  const lease: Sentence =
    owner?.lease === 'expired'
      ? ['lease of ', workerPhrase(owner), ' expired', ...since(owner.expiresAt)]
      : ['owned by nobody'];
  return { kind: 'lease', partition, text: [`Partition ${partition}: `, ...lease] };
}

function longest(facts: HubFacts, queues: readonly Waiting[]): number {
  return Math.max(0, ...queues.map((queue) => ageMs(facts, queue)));
}

/** Nobody works on the hub; a reason for concern only when messages wait, or instances that only a worker can move. */
export function noWorker(facts: HubFacts, stuck: readonly StuckGroup[]): HubReason[] {
  const backlog = facts.reading?.backlog;
  if (backlog === undefined || workersOf({ backlog }) !== 'none') return [];
  const queues = waitingQueues(facts);
  const evidence = [...queues.map(queueEvidence), ...backlog.partitions.map(leaseEvidence)];
  const waiting = stuck.find(({ rule }) => rule === 'no-worker');
  if (queues.length === 0 && waiting !== undefined) {
    const count = waiting.estimate ?? waiting.count;
    const sentence: Sentence = [
      'No worker runs, and ',
      countOf(count),
      count === 1 ? ' instance needs' : ' instances need',
      ' one.',
    ];
    return [{ rule: 'no-worker', severity: 'broken', sentence, evidence }];
  }
  if (queues.length === 0) {
    const sentence: Sentence = ['No worker runs, and nothing waits for one.'];
    return [{ rule: 'no-worker', severity: 'normal', sentence, evidence }];
  }
  const oldestMs = longest(facts, queues);
  // What a worker had taken when it went is old, but waits only since then.
  const waitedMs = Math.min(oldestMs, unheldMs(facts, backlog.partitions));
  const sentence: Sentence = [
    'No worker runs while messages wait in ',
    queueCount(queues.length),
    ', the oldest for ',
    durationOf(waitedMs),
    '.',
  ];
  return [
    { rule: 'no-worker', severity: waitedMs >= lateAfterMs ? 'broken' : 'delayed', sentence, evidence },
  ];
}

function queueCount(count: number): string {
  return count === 1 ? 'one queue' : `${count} queues`;
}

/** Partitions that nobody serves while other partitions are served. */
export function noOwner(facts: HubFacts): HubReason[] {
  const backlog = facts.reading?.backlog;
  if (backlog === undefined || workersOf({ backlog }) !== 'live') return [];
  const waiting = new Map(waitingQueues(facts).map((queue) => [queue.queue, queue]));
  return backlog.partitions.flatMap((partition): HubReason[] => {
    const { owner, queue } = partition;
    const queued = waiting.get(queue);
    if (owner === null || owner.lease === 'live' || queued === undefined) return [];
    const isExpired = owner.lease === 'expired';
    const waitedMs = Math.min(ageMs(facts, queued), unheldMs(facts, [partition]));
    const why: Phrase[] = isExpired ? ['the lease of ', workerPhrase(owner), ' on'] : ['nobody owns'];
    return [
      {
        rule: isExpired ? 'lease-expired' : 'no-owner',
        severity: waitedMs >= ownerlessAfterMs ? 'broken' : 'delayed',
        sentence: [
          'Messages have been waiting for ',
          durationOf(waitedMs),
          ', and ',
          ...why,
          ` partition ${partition.partition}`,
          isExpired ? ' has run out.' : '.',
        ],
        evidence: [queueEvidence(queued), leaseEvidence(partition)],
      },
    ];
  });
}

/** Leases that go back and forth, or stay on their way. */
export function unsteadyLeases(facts: HubFacts): HubReason[] {
  return (facts.reading?.backlog.partitions ?? []).flatMap((partition): HubReason[] => {
    const moves = facts
      .leaseMoves(partition.partition)
      .filter(({ at, to }) => to !== null && elapsedMs(at, facts.now) <= flappingWindowMs);
    if (moves.length < flappingMoves) return [];
    const workers = [...new Set(moves.flatMap(({ to }) => to ?? []))].map(nameOf);
    return [
      {
        rule: 'lease-flapping',
        severity: 'delayed',
        sentence: [
          `Partition ${partition.partition} changed its owner `,
          countOf(moves.length),
          ' times in ',
          durationOf(flappingWindowMs),
          workers.length > 1 ? ', between ' : '',
          ...(workers.length > 1 ? list(workers) : []),
          '.',
        ],
        evidence: [{ kind: 'lease', partition: partition.partition, text: ['Moves of the lease'] }],
      },
    ];
  });
}

export function poison({ reading, now }: HubFacts): HubReason[] {
  const found = [...(reading?.messages ?? [])].flatMap(([queue, messages]) =>
    messages
      .filter(({ dequeueCount }) => dequeueCount >= poisonDequeues)
      .map((message) => ({ queue, message })),
  );
  if (found.length === 0) return [];
  const worst = Math.max(...found.map(({ message }) => message.dequeueCount));
  const [are, times] =
    found.length === 1 ? [' message was', ' times.'] : [' messages were', ' times at most.'];
  return [
    {
      rule: 'message-poison',
      severity: 'delayed',
      sentence: [countOf(found.length), are, ' taken and put back again and again, ', countOf(worst), times],
      evidence: found
        .slice(0, mostMessages)
        .map(({ queue, message }) => messageEvidence(queue, message, now)),
    },
  ];
}

/** Messages that wait although somebody is there to take them. */
export function lateMessages(facts: HubFacts): HubReason[] {
  const backlog = facts.reading?.backlog;
  if (backlog === undefined || workersOf({ backlog }) === 'none') return [];
  const isServed = (queue: Waiting) => {
    const owner = backlog.partitions.find(({ queue: name }) => name === queue.queue)?.owner;
    return owner === undefined || owner === null || owner.lease === 'live';
  };
  const late = waitingQueues(facts).filter(
    (queue) => isServed(queue) && untakenMs(facts, queue) >= lateAfterMs,
  );
  const control = late.filter(({ partition }) => partition !== null);
  const workItems = late.filter(({ partition }) => partition === null);
  return [
    ...(control.length === 0 ? [] : [lateReason(facts, 'control-queue-backlog', control)]),
    ...(workItems.length === 0 ? [] : [lateReason(facts, 'work-item-backlog', workItems)]),
  ];
}

function lateReason(
  facts: HubFacts,
  rule: 'control-queue-backlog' | 'work-item-backlog',
  queues: readonly Waiting[],
): HubReason {
  const depth = queues.reduce((sum, queue) => sum + queue.depth, 0);
  const what =
    rule === 'work-item-backlog'
      ? ['Activities wait to be run: ']
      : ['Orchestrations wait for their turn in ', queueCount(queues.length), ': '];
  return {
    rule,
    severity: 'delayed',
    sentence: [
      ...what,
      ...messageCount(depth),
      ', the oldest for ',
      durationOf(Math.max(...queues.map((queue) => untakenMs(facts, queue)))),
      '.',
    ],
    evidence: queues.map(queueEvidence),
  };
}
