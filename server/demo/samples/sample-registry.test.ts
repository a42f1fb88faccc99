import { expect, it } from 'vitest';
import { runSample } from './run-sample.ts';
import { createSampleRegistry } from './sample-registry.ts';

const registry = createSampleRegistry();

it('holds every sample once', () => {
  expect(Object.keys(registry.orchestrators)).toEqual(
    expect.arrayContaining(['E1_HelloSequence', 'E3_Monitor', 'OrderWorkflow', 'Warehouse_Orchestrator']),
  );
  expect(Object.keys(registry.entities).sort()).toEqual(['account', 'counter']);
});

it('collects the figures before it renders a report', () => {
  const run = runSample(registry, 'MonthlyReport', { input: { month: '2026-10' } });
  expect(run.log).toEqual(['CollectFigures', 'RenderReport']);
});

it('sends every newsletter segment', () => {
  const input = { subject: 'Sale', segments: ['new', 'loyal'] };
  const run = runSample(registry, 'Newsletter', { input });
  expect(run).toMatchObject({ result: { sent: 2 }, log: ['SendToSegment', 'SendToSegment'] });
});

it('reads a catalogue larger than a table cell', async () => {
  const context = { instanceId: 'catalogue-1', signal: new AbortController().signal };
  const catalogue = await registry.activities.ReadCatalogue!({ shop: 'eu', products: 800 }, context);
  expect(JSON.stringify(catalogue).length).toBeGreaterThan(100_000);
});
