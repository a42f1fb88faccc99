import { describe, expect, it } from 'vitest';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { describeQueue } from './queue-facts.ts';

const [partition] = makeBacklog().partitions;
const owner = partition!.owner!;

function backlogWith(change: Partial<typeof partition>) {
  return makeBacklog({ partitions: [{ ...partition!, ...change }] });
}

describe('describeQueue', () => {
  it('tells a live owner from one whose lease ran out and from none', () => {
    expect(describeQueue(backlogWith({ depth: 3 }), partition!.queue)).toBe(
      'The queue testhub-control-00 holds 3 messages. Worker worker-1 owns it.',
    );
    expect(describeQueue(backlogWith({ owner: { ...owner, lease: 'expired' } }), partition!.queue)).toContain(
      'its lease ran out',
    );
    expect(describeQueue(backlogWith({ owner: { ...owner, lease: 'free' } }), partition!.queue)).toContain(
      'No worker owns it.',
    );
  });

  it('does not take “cannot know” for “nobody”', () => {
    const backlog = makeBacklog({ ownership: null, partitions: [{ ...partition!, owner: null }] });
    expect(describeQueue(backlog, partition!.queue)).toContain('cannot be known');
  });

  it('says when the hub has no such queue', () => {
    expect(describeQueue(makeBacklog(), 'testhub-control-07')).toContain('not among the queues');
  });
});
