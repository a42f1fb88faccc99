import type { HistoryEvent } from '../../shared/contract/history.ts';
import { buildExecution, ExecutionBuilder } from '../../shared/domain/execution/build-execution.ts';
import { connectStorage } from '../../server/testing/storage-hub.ts';
import type { TaskHub } from '../../server/task-hub/task-hub.ts';
import type { HistoryShape } from '../history-shapes.ts';
import { inTurn, median } from '../measure.ts';
import { atMost, type Section } from '../report.ts';
import type { SeededHubs } from './seeded-hubs.ts';

const pageRows = 1000;

/** Today's tools' way: one page after another, and everything so far understood anew with each. */
async function readNaively(hub: TaskHub, instanceId: string): Promise<number> {
  const events: HistoryEvent[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await hub.readHistory(instanceId, { cursor, limit: pageRows });
    events.push(...page.events);
    const { steps } = buildExecution(events);
    if (page.nextCursor === null) return steps.length;
    cursor = page.nextCursor;
  }
}

async function readAsStream(hub: TaskHub, instanceId: string): Promise<number> {
  const builder = new ExecutionBuilder();
  for await (const page of hub.scanHistory(instanceId, {})) {
    builder.add(page.events);
    builder.model();
  }
  return builder.model().steps.length;
}

async function pagesOf(hub: TaskHub, instanceId: string): Promise<readonly HistoryEvent[][]> {
  const events: HistoryEvent[] = [];
  for await (const page of hub.scanHistory(instanceId, {})) events.push(...page.events);
  const count = Math.ceil(events.length / pageRows);
  return Array.from({ length: count }, (_, place) => events.slice(place * pageRows, (place + 1) * pageRows));
}

/** A model after every page, as a reader sees them. */
function buildInPages(pages: readonly HistoryEvent[][]): number {
  const builder = new ExecutionBuilder();
  for (const page of pages) {
    builder.add(page);
    builder.model();
  }
  return builder.model().steps.length;
}

function openHub({ azurite, histories }: SeededHubs, shape: HistoryShape): TaskHub {
  return connectStorage(azurite.connectionString).openHub(histories[shape].hub);
}

/** What it costs to understand a history, in the process of the benchmark. */
export async function benchModelBuilding(hubs: SeededHubs, rounds: number): Promise<Section> {
  const { instanceId, events } = hubs.histories.mixed;
  const hub = openHub(hubs, 'mixed');
  const mixed = await pagesOf(hub, instanceId);
  const long = await pagesOf(openHub(hubs, 'long'), hubs.histories.long.instanceId);
  const beganMs = performance.now();
  buildInPages(mixed);
  const coldMs = performance.now() - beganMs;
  const samples = await inTurn(rounds, {
    mixed: () => Promise.resolve(buildInPages(mixed)),
    long: () => Promise.resolve(buildInPages(long)),
    streamed: () => readAsStream(hub, instanceId),
    naive: () => readNaively(hub, instanceId),
  });
  const [mixedMs, longMs] = [median(samples.mixed), median(samples.long)];
  const [streamedMs, naiveMs] = [median(samples.streamed), median(samples.naive)];
  return {
    title: `Understanding ${events.toLocaleString('en')} events`,
    how: `In Node, ${rounds} times in turn: events in pages of ${pageRows}, a model after each. Reading: from the storage emulator through the provider. Naive: the pages one after another, and the model of everything so far built anew with each.`,
    figures: [
      atMost(150, { what: 'building the model: retries, children, timers', value: mixedMs, unit: 'ms' }),
      atMost(150, { what: 'building the model: one activity after another', value: longMs, unit: 'ms' }),
      { what: 'the first time, before anything is compiled', value: coldMs, unit: 'ms' },
      { what: 'reading and building', value: streamedMs / 1000, unit: 's' },
      { what: 'naive reading and building', value: naiveMs / 1000, unit: 's' },
      { what: 'naive ÷ ours', value: naiveMs / streamedMs, unit: '×' },
    ],
  };
}
