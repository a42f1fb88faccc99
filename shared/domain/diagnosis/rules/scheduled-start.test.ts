import { describe, expect, it } from 'vitest';
import { at, makePayloadInfo } from '../../../testing/instances.ts';
import { makeDiagnosisFacts, makeQueuedMessage } from '../../../testing/diagnosis.ts';
import { makeHistory, started, turn } from '../../../testing/execution-history.ts';
import { tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const scheduled = { runtimeStatus: 'Pending', scheduledStartAt: at(4200), lastUpdatedAt: at(0) } as const;
const reason = makePayloadInfo({ ref: 'Output', preview: 'not needed' });

it('says when a scheduled start is due', () => {
  expect(tell({ instance: scheduled })).toEqual([
    'not-due normal certain: Its start is scheduled for 2026-11-21T06:10:00Z, in 1 h.',
  ]);
});

describe('a scheduled start that was terminated', () => {
  const starts =
    'It was terminated, and will start all the same at 2026-11-21T06:10:00Z: terminating a scheduled start does not take it back.';

  it('comes all the same while the row is Pending', () => {
    expect(tell({ instance: { ...scheduled, output: reason } })).toEqual([
      `terminated-yet-due delayed certain: ${starts}`,
    ]);
    const [finding] = diagnose(makeDiagnosisFacts({ instance: { ...scheduled, output: reason } }));
    expect(finding?.nextStep?.command).toBe('cancel-scheduled-start');
  });

  it('comes while the terminate is still in the queue', () => {
    const messages = [makeQueuedMessage({ eventType: 'ExecutionTerminated', name: null, insertedAt: at(0) })];
    const controlQueue = { queue: 'testhub-control-00', depth: 2, messages };
    const found = tell({ instance: scheduled, controlQueue });
    expect(found).toContain(`terminated-yet-due delayed certain: ${starts}`);
    expect(found.join()).not.toContain('terminate-not-applied');
  });

  it('comes when a worker wrote Terminated, and not when the start was cancelled', () => {
    const terminated = { ...scheduled, runtimeStatus: 'Terminated', output: reason } as const;
    const byWorker = { ...terminated, lastUpdatedAt: at(10), completedAt: at(10.1) };
    expect(tell({ instance: byWorker })).toEqual([`terminated-yet-due delayed likely: ${starts}`]);
    expect(tell({ instance: { ...terminated, lastUpdatedAt: at(10), completedAt: at(10) } })).toEqual([]);
  });

  it('is told of after it ran, and one that was suspended is not taken for it', () => {
    const ran = { ...scheduled, runtimeStatus: 'Running', scheduledStartAt: at(10), output: reason } as const;
    const found = tell({ instance: ran, events: makeHistory(turn(started())) });
    expect(found.at(-1)).toMatch(/^terminated-yet-due advice likely: .*started all the same at/);
    const resumed = [
      ...turn(started()),
      ...turn({ eventType: 'ExecutionSuspended' }),
      ...turn({ eventType: 'ExecutionResumed' }),
    ];
    const ofResumed = tell({ instance: ran, events: makeHistory(resumed) });
    expect(ofResumed.filter((line) => line.startsWith('terminated'))).toEqual([]);
  });
});
