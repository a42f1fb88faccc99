import { setTimeout as delay } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import { diagnosis, type Diagnosis } from '../../shared/contract/diagnosis.ts';
import { escapePartitionKey } from '../../server/providers/azure-storage/format/partition-key.ts';
import { hubUrlOf, untilBuilt } from '../list/hub-url.ts';
import { startDashboard } from '../dashboard.ts';
import { median, quantile } from '../measure.ts';
import { atMost, type Figure, type Section } from '../report.ts';
import { seedInstances } from '../seed-rows.ts';
import { instanceTableRow } from '../seed-azurite.ts';
import { msToInstant } from '../../shared/domain/instant.ts';
import { getJson } from './get-json.ts';
import { startOwnedHub, type OwnedHub } from './owned-hub.ts';
import { tableRows } from './seeded-execution.ts';
import { kindWords, waitingFamilies, waitingKinds, type WaitingFamily } from './waiting-families.ts';

const otherRows = 10_000;
const hubName = 'Waiting';
/** The reading of the queues is shared for as long: every diagnosis that is measured reads them itself. */
const sharedForMs = 2_100;
const limitMs = 300;

function expectCause({ instanceId, rule }: WaitingFamily, { findings, problems }: Diagnosis): void {
  const found = findings[0]?.rule;
  if (found === rule && problems.length === 0) return;
  throw new Error(`${instanceId}: ${found ?? 'nothing'} was found instead of ${rule}. ${problems.join(' ')}`);
}

/** Milliseconds until the answer is here, which has to be right. */
async function diagnosed(hubUrl: string, family: WaitingFamily): Promise<number> {
  const url = `${hubUrl}/instances/${encodeURIComponent(family.instanceId)}/diagnosis`;
  const beganMs = performance.now();
  const answer = await getJson(url);
  const tookMs = performance.now() - beganMs;
  expectCause(family, diagnosis.parse(answer));
  return tookMs;
}

async function readRows(table: TableClient, filter?: string): Promise<number> {
  let rows = 0;
  const pages = table.listEntities(filter === undefined ? {} : { queryOptions: { filter } }).byPage();
  for await (const page of pages) rows += page.length;
  return rows;
}

/** Milliseconds of what a person would do who reads on until the reason is found. */
async function readEverything({ storage }: OwnedHub, { toRead }: WaitingFamily): Promise<number> {
  const beganMs = performance.now();
  await readRows(storage.instances);
  for (const instanceId of toRead)
    await readRows(storage.history, `PartitionKey eq '${escapePartitionKey(instanceId)}'`);
  return performance.now() - beganMs;
}

interface Samples {
  readonly ours: number[];
  readonly naive: number[];
}

async function measure(
  owned: OwnedHub,
  hubUrl: string,
  families: readonly WaitingFamily[],
): Promise<ReadonlyMap<string, Samples>> {
  const samples = new Map<string, Samples>(waitingKinds.map((kind) => [kind, { ours: [], naive: [] }]));
  // The first of each kind warms up the code.
  const warmedUp = new Set<string>();
  for (const family of families) {
    await delay(sharedForMs);
    const oursMs = await diagnosed(hubUrl, family);
    const naiveMs = await readEverything(owned, family);
    const kept = samples.get(family.kind);
    if (warmedUp.has(family.kind)) {
      kept?.ours.push(oursMs);
      kept?.naive.push(naiveMs);
    }
    warmedUp.add(family.kind);
  }
  return samples;
}

function figuresOf(samples: ReadonlyMap<string, Samples>): Figure[] {
  const all = [...samples.values()].flatMap(({ ours }) => ours);
  return [
    ...waitingKinds.flatMap((kind): Figure[] => {
      const { ours = [], naive = [] } = samples.get(kind) ?? {};
      return [
        atMost(limitMs, { what: kindWords[kind], value: median(ours), unit: 'ms' }),
        { what: '— naive ÷ ours', value: median(naive) / median(ours), unit: '×' },
      ];
    }),
    { what: 'p95 of all', value: quantile(all, 0.95), unit: 'ms' },
  ];
}

/** Why an instance does not move, asked over the API. */
export async function benchInstanceDiagnosis(rounds: number): Promise<Section> {
  const nowMs = Date.now();
  const families = waitingFamilies(rounds + 1, nowMs);
  const others = [...seedInstances({ count: otherRows, endsAt: msToInstant(nowMs) })];
  const owned = await startOwnedHub(hubName, [
    ...others.map((other) => instanceTableRow(hubName, other)),
    ...families.flatMap(({ executions }) => executions.flatMap((one) => tableRows(hubName, one))),
  ]);
  const dashboard = await startDashboard(['dist/server/main.js'], {
    AzureWebJobsStorage: owned.azurite.connectionString,
  });
  try {
    const hubUrl = hubUrlOf(dashboard.url, 'AzureWebJobsStorage', hubName);
    await untilBuilt(hubUrl);
    const samples = await measure(owned, hubUrl, families);
    return {
      title: 'Why one instance does not move',
      how: `The diagnosis over the API, ${rounds} instances of each kind, each asked about once: nothing that it needs was read before, the queues neither. The hub, on the storage emulator, has ${otherRows.toLocaleString('en')} other instances; the others of the same orchestrator have histories of some 50 events. Naive: the whole Instances table and the histories of the family or of the five others, one after another, with the SDK's iterator.`,
      figures: figuresOf(samples),
    };
  } finally {
    await dashboard.stop();
    await owned.azurite.stop();
  }
}
