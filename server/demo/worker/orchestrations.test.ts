import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { scenarioRegistry } from './scenario-registry.ts';
import { openRig, type WorkerRig } from './worker-rig.ts';

let azurite: Azurite;
let rig: WorkerRig;
beforeAll(async () => {
  azurite = await startAzurite();
  rig = await openRig(azurite, 'Scenarios', scenarioRegistry);
});
afterAll(async () => {
  await rig.worker.stop();
  await azurite.stop();
});

describe('activities', () => {
  it('feeds the result of one into the next', async () => {
    await rig.client.start('Chain', { instanceId: 'chain', input: 3 });
    expect(await rig.until('chain', 'Completed')).toMatchObject({
      Output: '12',
      Input: '3',
      CustomStatus: 'null',
    });
    expect(await rig.historyTypes('chain')).toEqual([
      'OrchestratorStarted',
      'ExecutionStarted',
      'TaskScheduled',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted',
      'TaskScheduled',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted',
      'ExecutionCompleted',
      'OrchestratorCompleted',
    ]);
  });

  it('stores a turn of more than 99 events in several batches', async () => {
    await rig.client.start('FanOut', { instanceId: 'wide', input: 150 });
    expect(await rig.until('wide', 'Completed')).toMatchObject({ Output: '150' });
    const types = await rig.historyTypes('wide');
    expect(types.filter((type) => type === 'TaskScheduled')).toHaveLength(150);
    const sentinel = await rig.storage.history.getEntity('wide', 'sentinel');
    expect(sentinel.IsCheckpointComplete).toBe(true);
  });

  it('retries with growing delays until it succeeds', async () => {
    await rig.client.start('Retries', { instanceId: 'retries', input: { key: 'a', failures: 2 } });
    expect(await rig.until('retries', 'Completed')).toMatchObject({ Output: '3' });
    const types = await rig.historyTypes('retries');
    expect(types.filter((type) => type === 'TimerFired')).toHaveLength(2);
  });

  it('fails with the last failure once the attempts are used up', async () => {
    await rig.client.start('Retries', { instanceId: 'exhausted', input: { key: 'b', failures: 9 } });
    expect(await rig.until('exhausted', 'Failed')).toMatchObject({ Output: 'Error: attempt 3 failed' });
  });

  it('hands a failure to the orchestrator, which may go on', async () => {
    await rig.client.start('Compensates', { instanceId: 'compensates' });
    expect(await rig.until('compensates', 'Completed')).toMatchObject({
      Output: '"asked to fail: on purpose"',
    });
  });

  it('keeps payloads that are too large for a cell or a message in blobs', async () => {
    await rig.client.start('Big', { instanceId: 'big', input: 100_000 });
    const row = await rig.until('big', 'Completed');
    expect(row.Output).toMatch(
      /largemessages\/big\/history-[0-9A-F]{16}-ExecutionCompleted-[0-9A-F]{8}-Result/,
    );
    const events = await rig.history('big');
    expect(events.find(({ type }) => type === 'ExecutionCompleted')?.result).toBe(`"${'x'.repeat(100_000)}"`);
  });

  it('takes an input that only fits a blob from its client', async () => {
    const input = 'y'.repeat(60_000);
    await rig.client.start('Waits', { instanceId: 'big-input', input });
    const row = await rig.untilRow('big-input', { CustomStatus: '{"waitingFor":"Go"}' });
    expect(row.Input).toMatch(
      /big-input\/history-0000000000000001-ExecutionStarted-[0-9A-F]{8}-Input.json.gz$/,
    );
    const events = await rig.history('big-input');
    expect(events.find(({ type }) => type === 'ExecutionStarted')?.input).toBe(JSON.stringify(input));
  });
});

describe('failures', () => {
  it('show type and message in the row and the details in the history', async () => {
    await rig.client.start('Throws', { instanceId: 'throws' });
    expect(await rig.until('throws', 'Failed')).toMatchObject({
      Output: 'RangeError: the orchestrator itself',
    });
    const completed = (await rig.history('throws')).find(({ type }) => type === 'ExecutionCompleted');
    expect(completed).toMatchObject({ orchestrationStatus: 'Failed', result: 'the orchestrator itself' });
    expect(completed?.failureDetails).toMatchObject({
      errorType: 'RangeError',
      innerFailure: { errorType: 'TypeError', errorMessage: 'inner cause' },
    });
    expect(completed?.failureDetails?.stackTrace).toContain('scenario-registry');
  });

  it('of a child reach the parent wrapped, those of an activity as they are', async () => {
    await rig.client.start('FailsInChild', { instanceId: 'unlucky', input: 1 });
    expect(await rig.until('unlucky', 'Failed')).toMatchObject({
      Output: 'DurableTask.Core.Exceptions.SubOrchestrationFailedException: asked to fail: 1',
    });
    expect(await rig.row('unlucky:child')).toMatchObject({ Output: 'TypeError: asked to fail: 1' });
  });
});

describe('timers and events', () => {
  it('fires a timer not before it is due', async () => {
    await rig.client.start('Deadline', { instanceId: 'late', input: 1200 });
    expect(await rig.until('late', 'Completed')).toMatchObject({ Output: '"too late"' });
    const events = await rig.history('late');
    const fired = events.findIndex(({ type }) => type === 'TimerFired');
    expect(events[fired - 1]!.timestamp >= events[fired]!.fireAt!).toBe(true);
  });

  it('ends without waiting for a timer that was cancelled', async () => {
    await rig.client.start('Deadline', { instanceId: 'early', input: 600_000 });
    await rig.until('early', 'Running');
    await rig.client.raiseEvent('early', 'gO', 'now');
    expect(await rig.until('early', 'Completed')).toMatchObject({ Output: '"now"' });
  });

  it('keeps an event that comes before it is asked for', async () => {
    await rig.client.start('Eternal', { instanceId: 'eternal', input: 1 });
    const first = await rig.until('eternal', 'Running');
    for (const word of ['go', 'go', 'stop']) await rig.client.raiseEvent('eternal', 'Next', word);
    const row = await rig.until('eternal', 'Completed');
    expect(row).toMatchObject({ Output: '3', CustomStatus: '{"round":3}', Input: '3', Generation: '0' });
    expect(row.ExecutionId).not.toBe(first.ExecutionId);
    expect((await rig.historyTypes('eternal')).filter((type) => type === 'EventRaised')).toHaveLength(1);
  });

  it('sends an event to another instance', async () => {
    await rig.client.start('Waits', { instanceId: 'listener' });
    await rig.untilRow('listener', { CustomStatus: '{"waitingFor":"Go"}' });
    await rig.client.start('Tells', { instanceId: 'teller', input: 'listener' });
    expect(await rig.until('listener', 'Completed')).toMatchObject({ Output: '{"from":"teller"}' });
  });
});

describe('children', () => {
  it('get an id of parent execution and task when none is given', async () => {
    await rig.client.start('Parent', { instanceId: 'parent', input: 5, tags: { tenant: 'a' } });
    const row = await rig.until('parent', 'Completed');
    expect(row.Output).toBe('20');
    const child = await rig.row(`${String(row.ExecutionId)}:0`);
    expect(child).toMatchObject({
      RuntimeStatus: 'Completed',
      Output: '20',
      Input: '5',
      Tags: '{"tenant":"a"}',
    });
  });

  it('run on their own when nobody waits for them', async () => {
    await rig.client.start('Forgets', { instanceId: 'forgets', input: 2 });
    expect(await rig.until('forgets', 'Completed')).toMatchObject({ Output: '"done"' });
    expect(await rig.until('forgets:forgotten', 'Completed')).toMatchObject({ Output: '8' });
    expect(await rig.historyTypes('forgets')).not.toContain('SubOrchestrationInstanceCompleted');
  });
});

describe('management', () => {
  it('stores events while suspended and processes them after the resume', async () => {
    await rig.client.start('Waits', { instanceId: 'paused' });
    await rig.untilRow('paused', { CustomStatus: '{"waitingFor":"Go"}' });
    await rig.client.suspend('paused', 'a pause');
    expect(await rig.until('paused', 'Suspended')).toMatchObject({ Output: 'a pause' });
    await rig.client.raiseEvent('paused', 'Go', 'kept');
    await expect.poll(() => rig.historyTypes('paused'), { timeout: 10_000 }).toContain('EventRaised');
    expect((await rig.row('paused')).RuntimeStatus).toBe('Suspended');
    await rig.client.resume('paused', 'go on');
    expect(await rig.until('paused', 'Completed')).toMatchObject({ Output: '"kept"' });
  });

  it('terminates a running instance with its reason', async () => {
    await rig.client.start('Waits', { instanceId: 'ended' });
    await rig.untilRow('ended', { CustomStatus: '{"waitingFor":"Go"}' });
    await rig.client.terminate('ended', 'enough');
    expect(await rig.until('ended', 'Terminated')).toMatchObject({ Output: 'enough' });
    expect((await rig.historyTypes('ended')).slice(-4)).toEqual([
      'OrchestratorStarted',
      'ExecutionTerminated',
      'ExecutionCompleted',
      'OrchestratorCompleted',
    ]);
  });

  it('keeps the reason of a terminate that comes before a scheduled start, and starts all the same', async () => {
    const scheduledStart = msToInstant(Date.now() + 4000);
    await rig.client.start('Waits', { instanceId: 'pending', scheduledStart });
    await rig.client.terminate('pending', 'before it began');
    const reason = async () => (await rig.row('pending')).Output;
    await expect.poll(reason, { timeout: 10_000 }).toBe('before it began');
    const { RuntimeStatus, CompletedTime } = await rig.row('pending');
    expect({ RuntimeStatus, CompletedTime }).toEqual({ RuntimeStatus: 'Pending', CompletedTime: undefined });
    expect(await rig.until('pending', 'Running')).toMatchObject({ Output: 'before it began' });
  });

  it('starts a scheduled instance when its time has come', async () => {
    const scheduledStart = msToInstant(Date.now() + 1500);
    await rig.client.start('Chain', { instanceId: 'scheduled', input: 1, scheduledStart });
    expect((await rig.row('scheduled')).RuntimeStatus).toBe('Pending');
    const row = await rig.until('scheduled', 'Completed');
    expect(row.ScheduledStartTime).toBe(scheduledStart);
    expect((await rig.history('scheduled'))[0]!.timestamp >= scheduledStart).toBe(true);
    expect(nowInstant() > scheduledStart).toBe(true);
  });

  it('knows version and tags', async () => {
    await rig.client.start('Versioned', { instanceId: 'v', version: '21', tags: { region: 'eu' } });
    expect(await rig.until('v', 'Completed')).toMatchObject({
      Output: '42',
      Version: '21',
      Tags: '{"region":"eu"}',
    });
  });

  it('runs a finished id again as the next generation', async () => {
    await rig.client.start('Chain', { instanceId: 'again', input: 1 });
    const first = await rig.until('again', 'Completed');
    await rig.client.start('Idle', { instanceId: 'again' });
    const second = await rig.untilRow('again', { Name: 'Idle', RuntimeStatus: 'Completed' });
    expect(second.Generation).toBe('1');
    expect(second.ExecutionId).not.toBe(first.ExecutionId);
    expect(second.Output).toBeUndefined();
    expect(await rig.historyTypes('again')).toHaveLength(8);
  });
});
