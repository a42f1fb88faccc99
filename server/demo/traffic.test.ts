import { describe, expect, it, vi } from 'vitest';
import { recordingClient } from './traffic-recording-client.ts';
import { seededRandom } from './samples/seeded-random.ts';
import { createSampleRegistry } from './samples/sample-registry.ts';
import { startTraffic, TrafficFlow } from './traffic.ts';
import type { TrafficClient } from './traffic-client.ts';
import { firstPopulation } from './traffic-population.ts';

async function flowFor(steps: number, random = seededRandom('test')) {
  const recorded = recordingClient();
  const flow = new TrafficFlow(recorded.client, random, 2000);
  const pausesMs: number[] = [];
  for (let n = 0; n < steps; n += 1) {
    pausesMs.push(flow.nextPauseMs());
    await flow.step(n * 1000);
  }
  return { ...recorded, pausesMs };
}

describe('traffic', () => {
  it('starts one instance a step, mostly orders, under names the worker knows', async () => {
    const { starts } = await flowFor(400);
    expect(new Set(starts.map(({ instanceId }) => instanceId)).size).toBe(400);
    expect(Object.keys(createSampleRegistry().orchestrators)).toEqual(
      expect.arrayContaining(starts.map(({ name }) => name)),
    );
    const orders = starts.filter(({ name }) => name === 'OrderWorkflow');
    expect(orders.length / starts.length).toBeGreaterThan(0.2);
  });

  it('never leaves more than five of a kind waiting for somebody', async () => {
    const dice = seededRandom('test');
    // Draws this high never answer by chance, so only the limit can.
    const { starts, messages } = await flowFor(400, () => 0.4 + 0.6 * dice());
    const open = starts.filter(
      ({ name, instanceId }) => name === 'OrderOrchestrator' && !messages.some(({ to }) => to === instanceId),
    );
    expect(open).toHaveLength(5);
  });

  it('answers only what it started itself, and each instance once', async () => {
    const { starts, messages } = await flowFor(800);
    const answered = messages.map(({ to }) => to);
    expect(starts.map(({ instanceId }) => instanceId)).toEqual(expect.arrayContaining(answered));
    expect(new Set(answered).size).toBe(answered.length);
  });

  it('leaves the locked accounts alone', async () => {
    const { starts } = await flowFor(800);
    const transfers = starts.filter(({ name }) => name === 'MoneyTransfer');
    expect(transfers.length).toBeGreaterThan(0);
    expect(JSON.stringify(transfers)).not.toMatch(/savings|rent/);
  });

  it('slows down as the hub fills', async () => {
    const { pausesMs } = await flowFor(2000);
    const mean = (part: number[]) => part.reduce((sum, ms) => sum + ms, 0) / part.length;
    expect(mean(pausesMs.slice(0, 50))).toBeGreaterThan(3000);
    expect(mean(pausesMs.slice(0, 50))).toBeLessThan(8000);
    expect(mean(pausesMs.slice(-50))).toBeGreaterThan(20_000);
  });
});

describe('startTraffic', () => {
  function start(client: TrafficClient, withPopulation: boolean) {
    const warn = vi.fn();
    return { warn, traffic: startTraffic({ client, logger: { warn }, withPopulation, firstNumber: 1 }) };
  }

  it('goes on after a refused message', async () => {
    const { client, starts } = recordingClient();
    const refusing: TrafficClient = {
      ...client,
      start: (name, options) =>
        name === 'PeriodicCleanup' ? Promise.reject(new Error('refused')) : client.start(name, options),
    };
    const { traffic, warn } = start(refusing, true);
    await traffic.populated;
    await traffic.stop();
    expect(starts.length).toBeGreaterThanOrEqual(50);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('trickles on after its first instances until it is stopped', async () => {
    const { client, starts } = recordingClient();
    const { traffic } = start(client, true);
    await traffic.populated;
    const atOnce = starts.length;
    await vi.waitFor(() => expect(starts.length).toBeGreaterThan(atOnce), { timeout: 5000 });
    await traffic.stop();
    const { oneByOne } = firstPopulation('2026-11-21T09:30:00.0000000Z');
    expect(starts.length - atOnce).toBeLessThan(oneByOne.length);
  });

  it('leaves a hub alone that is populated already', async () => {
    const { client, starts } = recordingClient();
    const { traffic } = start(client, false);
    await traffic.populated;
    await traffic.stop();
    expect(starts).toEqual([]);
  });
});
