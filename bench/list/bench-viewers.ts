import { setTimeout as delay } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { startDashboard } from '../dashboard.ts';
import { quantile } from '../measure.ts';
import type { Figure, Section } from '../report.ts';
import { startFaultProxy, type FaultProxy } from '../../server/testing/fault-proxy.ts';
import { hubUrlOf, untilBuilt } from './hub-url.ts';
import { Viewer } from './viewer.ts';

const settleMs = 5_000;
const windowMs = 60_000;
const changeEveryMs = 200;

export interface SeededTable {
  readonly connectionString: string;
  readonly hub: string;
  readonly sortedKeys: readonly string[];
}

/** A hub at work: some row is written again all the time. */
function keepWriting({ connectionString, hub, sortedKeys }: SeededTable): () => void {
  const table = TableClient.fromConnectionString(connectionString, `${hub}Instances`, {
    allowInsecureConnection: true,
  });
  let turn = 0;
  const write = async () => {
    const partitionKey = sortedKeys[(turn * 7919) % sortedKeys.length] ?? '';
    turn += 1;
    await table.updateEntity({ partitionKey, rowKey: '', CustomStatus: `"step ${turn}"` }, 'Merge');
  };
  const timer = setInterval(() => void write().catch(() => undefined), changeEveryMs);
  return () => clearInterval(timer);
}

async function watchWith(
  count: number,
  url: string,
  proxy: FaultProxy,
): Promise<{ requests: number; p99: number }> {
  const failures: unknown[] = [];
  const asked = ['instances?limit=100', 'instance-facets', 'instance-histogram'].map(
    (path) => `${url}/${path}`,
  );
  const viewers = Array.from(
    { length: count },
    () => new Viewer(url, asked, (error) => failures.push(error)),
  );
  await delay(settleMs);
  for (const viewer of viewers) viewer.samples.length = 0;
  proxy.forgetRequests();
  await delay(windowMs);
  const requests = proxy.count();
  for (const viewer of viewers) viewer.close();
  if (failures.length > 0) throw new Error(`${failures.length} answers failed`, { cause: failures[0] });
  const samples = viewers.flatMap((viewer) => viewer.samples);
  return { requests: requests / (windowMs / 60_000), p99: quantile(samples, 0.99) };
}

/** What open lists cost storage, and how quickly they are answered meanwhile. */
export async function benchViewers(table: SeededTable): Promise<Section> {
  const proxy = await startFaultProxy(table.connectionString);
  const dashboard = await startDashboard(['dist/server/main.js'], {
    AzureWebJobsStorage: proxy.connectionString,
  });
  const url = hubUrlOf(dashboard.url, 'AzureWebJobsStorage', table.hub);
  const stopWriting = keepWriting(table);
  const figures: Figure[] = [];
  try {
    await untilBuilt(url);
    let alone: number | null = null;
    for (const count of [1, 20, 200]) {
      const { requests, p99 } = await watchWith(count, url, proxy);
      alone ??= requests;
      figures.push(
        {
          what: `storage requests with ${count} open lists`,
          value: requests,
          unit: 'requests/min',
          goal: 'as with one',
          isMet: requests <= alone * 1.15,
        },
        { what: `API p99 meanwhile`, value: p99, unit: 'ms', goal: '≤ 100 ms', isMet: p99 <= 100 },
      );
    }
  } finally {
    stopWriting();
    await dashboard.stop();
    await proxy.stop();
  }
  return {
    title: 'Many viewers',
    how: `One minute each, after 5 s of settling, five rows of ${table.sortedKeys.length.toLocaleString('en')} written a second. Every viewer follows the change events and reads list, facets and histogram again after each, at most once a second. Viewers, storage and dashboard share the machine.`,
    figures,
  };
}
