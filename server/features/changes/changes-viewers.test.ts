import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { at, makeInstanceRow, makeInstanceRows } from '../../../shared/testing/instances.ts';
import { openInstanceIndex } from '../../index/instance-index.ts';
import { IndexDriver } from '../../testing/index-driver.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const hubPath = '/api/hubs/memory~TestHub';

let server: TestApp;
let listening: Listening;
afterEach(async () => {
  await listening.close();
  await server.close();
});

async function startOn(hub: MemoryTaskHub, clock: ManualClock): Promise<IndexDriver> {
  const index = await openInstanceIndex(hub, { clock });
  const driver = new IndexDriver(index, clock);
  await driver.caughtUp();
  const openIndex = () => Promise.resolve(index);
  server = await startTestAppOn([new MemoryConnection([hub])], { openIndex });
  listening = await listenForTest(server.app);
  return driver;
}

async function openList(signal: AbortSignal): Promise<void> {
  const changes = await fetch(`${listening.url}${hubPath}/changes`, { signal });
  await changes.body!.getReader().read();
  const list = await fetch(`${listening.url}${hubPath}/instances?q=status:running`);
  expect(list.status).toBe(200);
  await list.text();
}

/** Calls to storage of one minute in which rows change and so many lists are open. */
async function callsOfAMinute(viewers: number): Promise<MemoryTaskHub['calls']> {
  // Failures are read beside the passes, in more or fewer parts: none are here.
  const instances = makeInstanceRows(40).filter(({ runtimeStatus }) => runtimeStatus !== 'Failed');
  const hub = new MemoryTaskHub({ instances });
  const clock = new ManualClock();
  const driver = await startOn(hub, clock);
  const leave = new AbortController();
  await Promise.all(Array.from({ length: viewers }, () => openList(leave.signal)));
  await driver.passEnded();
  for (let second = 0; second < 60; second += 10) {
    hub.put(makeInstanceRow({ instanceId: `at-${second}`, rowVersion: at(100 + second) }));
    await driver.letGoBy(10_000);
  }
  leave.abort();
  return { ...hub.calls };
}

it('200 open lists read storage as often as one', async () => {
  const one = await callsOfAMinute(1);
  await listening.close();
  await server.close();
  const many = await callsOfAMinute(200);
  expect(one.scanInstances).toBeGreaterThan(50);
  expect(many).toEqual(one);
});

it('a browser that reads nothing holds up nobody', async () => {
  const hub = new MemoryTaskHub({ instances: makeInstanceRows(3) });
  const clock = new ManualClock();
  await startOn(hub, clock);
  const { index } = await server.hub('memory~TestHub');
  const { hostname, port } = new URL(listening.url);
  const deaf = connect(Number(port), hostname).pause();
  deaf.write(`GET ${hubPath}/changes HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  const leave = new AbortController();
  await openList(leave.signal);
  for (let round = 0; round < 200; round++) {
    await index.apply(makeInstanceRow({ instanceId: 'busy', rowVersion: at(1000 + round) }));
    clock.advance(500);
  }
  hub.put(makeInstanceRow({ instanceId: 'last', rowVersion: at(2000) }));
  const lastRows = async () => {
    clock.advance(1_000);
    return (await index.watched(['last'], '')).rows.length;
  };
  await expect.poll(lastRows).toBe(1);
  deaf.destroy();
  leave.abort();
  const stateLater = () => {
    clock.advance(5_000);
    return index.coverage().state;
  };
  await expect.poll(stateLater).toBe('idle');
});
