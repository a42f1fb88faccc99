import { setTimeout as delay } from 'node:timers/promises';
import { startFaultProxy, type FaultProxy } from '../../server/testing/fault-proxy.ts';
import { msToInstant } from '../../shared/domain/instant.ts';
import { startDashboard } from '../dashboard.ts';
import { hubUrlOf, untilBuilt } from '../list/hub-url.ts';
import { quantile } from '../measure.ts';
import type { Figure, Section } from '../report.ts';
import { instanceTableRow } from '../seed-azurite.ts';
import { seedInstances } from '../seed-rows.ts';
import { startOwnedHub, type OwnedHub } from './owned-hub.ts';
import { PartitionsViewer } from './partitions-viewer.ts';

const rowCount = 2_000;
const hubName = 'Watched';
const settleMs = 15_000;
const minuteMs = 60_000;
const messagesPerQueue = 5;

/** Everything a sampling reads: queues, and the leases beside them. */
function samplingRequests({ requests }: FaultProxy): number {
  return requests.filter(({ kind, url }) => kind === 'queue-read' || url.includes(`${hubName}Partitions`))
    .length;
}

async function watchWith(count: number, hubUrl: string, proxy: FaultProxy) {
  const failures: unknown[] = [];
  const viewers = Array.from(
    { length: count },
    (_, place) => new PartitionsViewer(hubUrl, place / count, (error) => failures.push(error)),
  );
  await delay(settleMs);
  for (const viewer of viewers) viewer.samples.length = 0;
  proxy.forgetRequests();
  await delay(minuteMs);
  const sampling = samplingRequests(proxy);
  const all = proxy.count();
  for (const viewer of viewers) viewer.close();
  if (failures.length > 0) throw new Error(`${failures.length} answers failed`, { cause: failures[0] });
  const samples = viewers.flatMap((viewer) => viewer.samples);
  return { sampling, all, p99: quantile(samples, 0.99) };
}

async function fillQueues({ storage }: OwnedHub): Promise<void> {
  const target = { InstanceId: 'order-1', ExecutionId: null };
  const event = { EventType: 15, Name: 'Approve', Timestamp: msToInstant(Date.now()) };
  const text = JSON.stringify({
    TaskMessage: { Event: event, OrchestrationInstance: target },
    CompressedBlobName: null,
  });
  for (const suffix of ['control-00', 'control-01', 'control-02', 'control-03', 'workitems'])
    for (let turn = 0; turn < messagesPerQueue; turn++)
      await storage.queue(suffix).sendMessage(text, { messageTimeToLive: -1 });
}

/** What open partitions pages cost storage. */
export async function benchQueueViewers(): Promise<Section> {
  const seeded = seedInstances({ count: rowCount, endsAt: msToInstant(Date.now()) });
  const owned = await startOwnedHub(
    hubName,
    [...seeded].map((one) => instanceTableRow(hubName, one)),
  );
  await fillQueues(owned);
  const proxy = await startFaultProxy(owned.azurite.connectionString);
  const dashboard = await startDashboard(['dist/server/main.js'], {
    AzureWebJobsStorage: proxy.connectionString,
  });
  const figures: Figure[] = [];
  try {
    const hubUrl = hubUrlOf(dashboard.url, 'AzureWebJobsStorage', hubName);
    await untilBuilt(hubUrl);
    let alone: number | null = null;
    for (const count of [1, 20, 200]) {
      const { sampling, all, p99 } = await watchWith(count, hubUrl, proxy);
      alone ??= sampling;
      const perSample = alone / (minuteMs / 10_000);
      const viewers = count === 1 ? '1 viewer' : `${count} viewers`;
      figures.push(
        {
          what: `requests for queues and leases with ${viewers}`,
          value: sampling,
          unit: 'requests/min',
          goal: 'as with one',
          // A minute may hold one sample more or less than another.
          isMet: sampling <= alone + perSample,
        },
        { what: '— all storage requests', value: all, unit: 'requests/min' },
        { what: '— API p99 meanwhile', value: p99, unit: 'ms' },
      );
    }
  } finally {
    await dashboard.stop();
    await proxy.stop();
    await owned.azurite.stop();
  }
  return {
    title: 'Queues, with many watching',
    how: `One minute each, after ${settleMs / 1000} s of settling. Every viewer does what an open partitions page does: follows the change events, reads the queues every five seconds, their history every fifteen and the messages of one queue every five. Five queues and ${rowCount.toLocaleString('en')} instances on the storage emulator; viewers, storage and dashboard share the machine. A sample more or less in a minute counts as equal.`,
    figures,
  };
}
