import { describe, expect, it } from 'vitest';
import type { ScaleAdvice } from '../../contract/partitions.ts';
import { sentenceText } from '../diagnosis/sentence-text.ts';
import { scaleAdviceFor } from './scale-advice.ts';
import type { ScaledQueue, ScaleFacts } from './scale-facts.ts';

const latencies = { slow: [2_000, 2_000], calm: [100, 100] };

function queueOf(queue: string, length: number, pace: keyof typeof latencies = 'calm'): ScaledQueue {
  const samples = latencies[pace].map((latencyMs) => ({ latencyMs: length === 0 ? 0 : latencyMs, length }));
  return { queue, samples, hottest: [{ instanceId: 'eternal', messages: 20 }] };
}

function facts(lengths: readonly number[], more: Partial<ScaleFacts> = {}): ScaleFacts {
  return {
    controlQueues: lengths.map((length, partition) => queueOf(`hub-control-0${partition}`, length)),
    workItems: queueOf('hub-workitems', 0),
    workers: 1,
    ...more,
  };
}

function adviceOn(rule: ScaleAdvice['rule'], given: ScaleFacts): string | null {
  const found = scaleAdviceFor(given).find((each) => each.rule === rule);
  return found === undefined ? null : sentenceText(found.sentence);
}

describe('the target scaler', () => {
  it.each([
    ['nothing', [0, 0, 0, 0], 0, '0 workers'],
    ['a few messages', [3, 4, 0, 0], 0, '1 worker.'],
    ['messages of one partition, however many', [500, 0, 0, 0], 0, '1 worker.'],
    ['messages of two partitions', [8, 8, 0, 0], 0, '2 workers'],
    ['many messages everywhere', [500, 500, 500, 500], 0, '4 workers'],
    ['activities', [0, 0, 0, 0], 31, '4 workers'],
    ['more activities than messages', [8, 8, 0, 0], 95, '10 workers'],
  ])('asks for %s', (_, lengths, workItems, words) => {
    const given = facts(lengths, { workItems: queueOf('hub-workitems', workItems) });
    expect(adviceOn('target', given)).toContain(words);
  });

  it('does not guess where the work items cannot be seen', () => {
    expect(adviceOn('target', facts([5], { workItems: null }))).toBeNull();
  });
});

describe('skew', () => {
  it('is told where one partition holds most messages, with the instances they are for', () => {
    const [skew] = scaleAdviceFor(facts([90, 2, 3, 5])).filter(({ rule }) => rule === 'skew');
    expect(sentenceText(skew!.sentence)).toContain('hub-control-00 holds 90 of 100 messages');
    expect(skew!.because.map(sentenceText)).toEqual(['eternal has 20 of the first messages.']);
  });

  it.each([
    ['alike', [40, 38, 45, 50]],
    ['few', [31, 0, 0, 0]],
    ['in the only partition', [500]],
  ])('is not told where messages are %s', (_, lengths) => {
    expect(adviceOn('skew', facts(lengths))).toBeNull();
  });
});

describe('the number of partitions', () => {
  const slow = [queueOf('hub-control-00', 50, 'slow'), queueOf('hub-control-01', 60, 'slow')];

  it('is what holds a hub up whose partitions are all slow, each with a worker of its own', () => {
    expect(adviceOn('partition-count', facts([], { controlQueues: slow, workers: 2 }))).toContain(
      '2 partitions',
    );
  });

  it.each<[string, Partial<ScaleFacts>]>([
    ['there could be more workers', { controlQueues: slow, workers: 1 }],
    ['one partition is quick', { controlQueues: [slow[0]!, queueOf('hub-control-01', 1)], workers: 2 }],
    ['workers are unknown', { controlQueues: slow, workers: null }],
  ])('is not, where %s', (_, more) => {
    expect(adviceOn('partition-count', facts([], more))).toBeNull();
  });
});

it("puts the platform's own vote first", () => {
  expect(scaleAdviceFor(facts([90, 0])).map(({ rule }) => rule)).toEqual(['unknown', 'target', 'skew']);
});
