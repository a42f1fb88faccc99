import { describe, expect, it } from 'vitest';
import { sentenceText } from '../diagnosis/sentence-text.ts';
import type { ScaledQueue, ScaleFacts } from './scale-facts.ts';
import { voteOf } from './scale-vote.ts';

const control = (...latencies: readonly number[][]): ScaledQueue[] =>
  latencies.map((each, partition) => ({ ...queueOf(each), queue: `hub-control-0${partition}` }));

function queueOf(latencies: readonly number[]): ScaledQueue {
  const samples = latencies.map((latencyMs) => ({ latencyMs, length: latencyMs === 0 ? 0 : 3 }));
  return { queue: 'hub-workitems', samples, hottest: [] };
}

const idle = [0, 0, 0, 0, 0];
const busy = [0, 0, 0, 0, 400];
const quick = [90, 120, 150, 200, 190];
const slow = [300, 800, 900, 1200, 1500];
/** Long for workers that are awake, not for such that may have been asleep. */
const justWoken = [0, 0, 0, 0, 5_000];
const asleep = [0, 0, 0, 0, 30_000];

function facts(workers: number | null, controlQueues: ScaledQueue[], workItems = queueOf(idle)): ScaleFacts {
  return { workers, controlQueues, workItems };
}

describe('the scale monitor', () => {
  it.each<[string, string, ScaleFacts, string]>([
    ['starts a first worker', 'add-worker', facts(0, control(busy, idle)), 'nobody holds a partition'],
    [
      'starts it after a single sample',
      'add-worker',
      facts(0, control([5], [0]), queueOf([0])),
      'nobody holds',
    ],
    ['waits for five samples', 'unknown', facts(1, control(slow, slow.slice(2))), '3 are taken'],
    ['waits for those of activities', 'unknown', facts(1, control(slow), queueOf([0])), '1 is taken'],
    ['finds a hub scaled to zero normal', 'idle', facts(0, control(idle, idle)), 'it is normal'],
    ['lets an idle worker go', 'remove-worker', facts(2, control(idle, idle)), 'nothing waits in any queue'],
    ['adds one for slow activities', 'add-worker', facts(9, control(idle), queueOf(slow)), 'activities wait'],
    ['takes one that has no partition', 'remove-worker', facts(3, control(busy, slow)), 'more workers than'],
    [
      'adds one for slow partitions',
      'add-worker',
      facts(1, control(slow, slow, idle)),
      'more control queues',
    ],
    [
      'adds none where each slow one has a worker',
      'keep-workers',
      facts(2, control(slow, slow)),
      'no queue is slow',
    ],
    [
      'takes one where fewer partitions are busy',
      'remove-worker',
      facts(2, control(slow, idle)),
      'fewer control',
    ],
    [
      'takes none while activities run',
      'keep-workers',
      facts(2, control(slow, idle), queueOf(busy)),
      'there is work',
    ],
    [
      'tries with fewer when all is quick',
      'keep-workers',
      facts(2, control(quick, quick), queueOf(quick)),
      'once in ten',
    ],
    ['keeps its only worker', 'keep-workers', facts(1, control(quick), queueOf(quick)), 'there is work'],
    [
      'does not add one for workers that sleep',
      'keep-workers',
      facts(1, control(justWoken, justWoken)),
      'there is',
    ],
    [
      'adds one when they sleep too long',
      'add-worker',
      facts(1, control(asleep, asleep)),
      'more control queues',
    ],
    ['does not guess without leases', 'unknown', facts(null, control(slow)), 'cannot be seen'],
    [
      'does not guess without work items',
      'unknown',
      { ...facts(1, control(slow)), workItems: null },
      'cannot be seen',
    ],
    ['does not guess without control queues', 'unknown', facts(1, []), 'cannot be seen'],
  ])('%s', (_, rule, given, words) => {
    const vote = voteOf(given);
    expect(vote.rule).toBe(rule);
    expect(sentenceText(vote.sentence)).toContain(words);
  });

  it('looks at the last five samples only', () => {
    expect(voteOf(facts(2, control([9_000, ...idle], [9_000, ...idle]))).rule).toBe('remove-worker');
  });

  it('says which queues are slow, how slow, and from when on that is slow', () => {
    const because = voteOf(facts(1, control(slow, asleep, idle))).because.map(sentenceText);
    expect(because).toEqual([
      'The first message of hub-control-00 was queued 2 s ago.',
      'The first message of hub-control-01 was queued 30 s ago.',
      'A queue counts as slow from 1 s on, or from 30 s when nothing was visible in the sample before; those are the defaults.',
      'One worker holds a partition; workers that hold none are not seen.',
    ]);
  });
});
