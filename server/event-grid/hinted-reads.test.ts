import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { at, makeInstanceDetail } from '../../shared/testing/instances.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { HintedReads } from './hinted-reads.ts';

let server: TestApp;
let open: OpenHub;
let answers: ((row: InstanceDetail | null) => void)[];
let reads: HintedReads;
let clock: ManualClock;
let done: boolean[];

beforeEach(async () => {
  answers = [];
  done = [];
  clock = new ManualClock();
  const hub = Object.assign(new MemoryTaskHub(), {
    getInstance: () => new Promise<InstanceDetail | null>((resolve) => answers.push(resolve)),
  });
  server = await startTestApp(hub);
  open = await server.hub('memory~TestHub');
  reads = new HintedReads({ onRead: (_, isDone) => done.push(isDone), clock });
});
afterEach(async () => {
  for (const answer of answers) answer(null);
  await reads.close();
  await server.close();
});

const hint = (instanceId: string) => reads.add({ open, instanceId, at: null });

it('reads an instance again for an event that came while it was read, but not side by side', async () => {
  expect(hint('order-1')).toBe('waiting');
  await expect.poll(() => answers.length).toBe(1);
  expect(hint('order-1')).toBe('waiting');
  expect(hint('order-1')).toBe('joined');
  answers[0]!(makeInstanceDetail({ instanceId: 'order-1' }));
  await expect.poll(() => clock.waits()).toEqual([1_000]);
  expect(answers).toHaveLength(1);
  clock.advance(1_000);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!(makeInstanceDetail({ instanceId: 'order-1', rowVersion: at(900) }));
  await expect.poll(() => done).toEqual([true, true]);
});

it('reads eight instances at a time', async () => {
  for (let i = 0; i < 20; i++) hint(`order-${i}`);
  await expect.poll(() => answers.length).toBe(8);
  expect(reads.waitingIn('memory~TestHub')).toBe(12);
});

it('lets no more wait than it can read in a while', () => {
  const outcomes = Array.from({ length: 20_100 }, (_, i) => hint(`order-${i}`));
  // Those that are being read wait no more.
  expect(outcomes.indexOf('full')).toBe(20_008);
  expect(hint('order-20000')).toBe('joined');
});

it('takes nothing more once it is closed', async () => {
  await reads.close();
  expect(hint('order-1')).toBe('full');
});
