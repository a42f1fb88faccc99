import { expect, it } from 'vitest';
import { landmarks } from './samples/landmarks.ts';
import { createSampleRegistry } from './samples/sample-registry.ts';
import { recordingClient } from './traffic-recording-client.ts';
import { firstPopulation } from './traffic-population.ts';

const now = '2026-11-21T09:30:00.0000000Z';

async function sent() {
  const { client, starts, messages } = recordingClient();
  const { atOnce, oneByOne } = firstPopulation(now);
  for (const step of atOnce) await step(client);
  const startedAtOnce = starts.length;
  for (const step of oneByOne) await step(client);
  return { starts, messages, startedAtOnce };
}

it('starts sixty to a hundred and twenty instances, each id once, by names the worker knows', async () => {
  const { starts } = await sent();
  const ids = starts.map(({ instanceId }) => instanceId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(60);
  expect(ids.length).toBeLessThanOrEqual(120);
  const known = Object.keys(createSampleRegistry().orchestrators);
  expect(known).toEqual(expect.arrayContaining(starts.map(({ name }) => name)));
});

it('fills the first page of a list at once', async () => {
  expect((await sent()).startedAtOnce).toBeGreaterThanOrEqual(50);
});

it('is the same on every run', async () => {
  expect(await sent()).toEqual(await sent());
});

it('holds every landmark', async () => {
  const { starts, messages } = await sent();
  const touched = [...starts.map(({ instanceId }) => instanceId), ...messages.map(({ to }) => to)];
  // Orders signal their counter themselves.
  const { ordersCounter, ...others } = landmarks;
  expect(touched).toEqual(expect.arrayContaining(Object.values(others)));
  expect(ordersCounter).toBe('@counter@orders');
});

it('answers nobody who has to be found waiting', async () => {
  const { messages } = await sent();
  const answered = messages.map(({ to }) => to);
  const waiting = [
    landmarks.warehouse,
    landmarks.approval,
    landmarks.hostileApproval,
    landmarks.holdingTransfer,
  ];
  expect(answered).not.toEqual(expect.arrayContaining([expect.toBeOneOf(waiting)]));
});

it('schedules its late starts ahead of now and within what a queue can delay', async () => {
  const { starts } = await sent();
  const scheduled = starts.flatMap(({ scheduledStart }) => scheduledStart ?? []);
  expect(scheduled).toHaveLength(3);
  for (const at of scheduled) {
    expect(at > now).toBe(true);
    expect(at < '2026-11-28T09:30:00.0000000Z').toBe(true);
  }
});

it('has ids that need escaping, up to two hundred characters, and two that differ in case only', async () => {
  const ids = (await sent()).starts.map(({ instanceId }) => instanceId);
  expect(ids).toEqual(expect.arrayContaining(['Case-Pair', 'case-pair', '<img src=x onerror=alert(1)>']));
  expect(Math.max(...ids.map((id) => id.length))).toBe(200);
});
