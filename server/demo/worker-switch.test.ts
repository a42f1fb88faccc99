import { expect, it } from 'vitest';
import { createWorkerSwitch } from './worker-switch.ts';

function countingWorker() {
  const calls: string[] = [];
  let failure: Error | null = null;
  const call = (name: string) => () => {
    calls.push(name);
    return failure === null ? Promise.resolve() : Promise.reject(failure);
  };
  return {
    calls,
    fail: (error: Error | null) => (failure = error),
    worker: { start: call('start'), stop: call('stop') },
  };
}

it('starts and stops a worker once, in the order asked for', async () => {
  const { worker, calls } = countingWorker();
  const workerSwitch = createWorkerSwitch(worker);
  expect(workerSwitch.isRunning()).toBe(false);
  await Promise.all([true, true, false, true].map((isRunning) => workerSwitch.switchTo(isRunning)));
  expect(calls).toEqual(['start', 'stop', 'start']);
  expect(workerSwitch.isRunning()).toBe(true);
});

it('tells that a start failed, and starts again when asked again', async () => {
  const { worker, fail } = countingWorker();
  const workerSwitch = createWorkerSwitch(worker);
  fail(new Error('no storage'));
  await expect(workerSwitch.switchTo(true)).rejects.toThrow('no storage');
  expect(workerSwitch.isRunning()).toBe(false);
  fail(null);
  await workerSwitch.switchTo(true);
  expect(workerSwitch.isRunning()).toBe(true);
});
