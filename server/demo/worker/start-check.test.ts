import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../shared/domain/instant.ts';
import { newEvent } from './history-event.ts';
import type { InstanceSummary } from './instance-store.ts';
import type { QueueMessage } from './queue-message.ts';
import { judgeStart } from './start-check.ts';

const early = toInstant('2026-01-01T00:00:00Z')!;
const late = toInstant('2026-01-01T00:00:05Z')!;
const nothing = () => Promise.resolve();

function start(timestamp = early, dequeueCount = 1): QueueMessage {
  const target = { instanceId: 'i', executionId: 'mine' };
  const event = newEvent('ExecutionStarted', timestamp, { instance: target, generation: 0 });
  const message = { event, target, sequenceNumber: 0, episode: null };
  const handling = { delete: nothing, abandon: nothing, release: nothing, renew: nothing };
  return { message, insertedAt: 0, dequeueCount, ...handling };
}

function row(fields: Partial<InstanceSummary> = {}): InstanceSummary {
  return {
    executionId: 'other',
    runtimeStatus: 'Pending',
    generation: 0,
    createdAt: early,
    scheduledStartAt: null,
    ...fields,
  };
}

describe('a start message', () => {
  it('runs when the row names its execution', () => {
    expect(judgeStart(start(), row({ executionId: 'mine' }))).toBe('run');
  });

  it('waits for a row that is not there yet, but not for ever', () => {
    expect(judgeStart(start(), null)).toBe('wait');
    expect(judgeStart(start(early, 10), null)).toBe('stale');
  });

  it('waits for the row of its own generation', () => {
    expect(judgeStart(start(late), row({ generation: 1 }))).toBe('wait');
  });

  it('is dropped when an earlier start of the same generation is pending', () => {
    expect(judgeStart(start(late), row())).toBe('stale');
    expect(judgeStart(start(early), row())).toBe('wait');
  });

  it('never runs when its row was cancelled: it waits in vain and is dropped', () => {
    const cancelled = row({ executionId: 'cancelled', runtimeStatus: 'Terminated' });
    for (let dequeueCount = 1; dequeueCount < 10; dequeueCount += 1)
      expect(judgeStart(start(early, dequeueCount), cancelled)).toBe('wait');
    expect(judgeStart(start(early, 10), cancelled)).toBe('stale');
  });
});
