import { expect, it } from 'vitest';
import { createWorkerSwitch } from '../../demo/worker-switch.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, startTestAppOn } from '../../testing/test-app.ts';

const path = '/api/hubs/memory~TestHub/embedded-worker';

it('stops and starts the worker', async () => {
  const worker = createWorkerSwitch({ start: () => Promise.resolve(), stop: () => Promise.resolve() });
  const server = await startTestAppOn([new MemoryConnection([new MemoryTaskHub()])], {
    embeddedWorker: worker,
  });
  await server.get(path).expect(200, { isRunning: false });
  await server.write(path, { isRunning: true }).expect(200, { isRunning: true });
  expect(worker.isRunning()).toBe(true);
  await server.get(path).expect(200, { isRunning: true });
  await server.close();
});

it('knows no worker of a hub that was not brought along', async () => {
  const server = await startTestApp(new MemoryTaskHub());
  const response = await server.get(path).expect(404);
  expect(errorOf(response).message).toContain('embedded task hub');
  await server.close();
});
