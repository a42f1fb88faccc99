import { setTimeout as delay } from 'node:timers/promises';
import { hubVerdict, type HubVerdict } from '../../shared/contract/diagnosis.ts';
import { msToInstant } from '../../shared/domain/instant.ts';
import { startDashboard } from '../dashboard.ts';
import { hubUrlOf, untilBuilt } from '../list/hub-url.ts';
import { median } from '../measure.ts';
import { atMost, type Section } from '../report.ts';
import { getJson } from './get-json.ts';
import { startOwnedHub, type OwnedHub } from './owned-hub.ts';
import { stuckHubRows } from './stuck-hub.ts';

const rowCount = 100_000;
const hubName = 'Stuck';
const limitMs = 2_000;
/** A verdict is shared for at least as long, and for ten times as long as it took. */
const sharedAtLeastMs = 5_000;
const sharedFactor = 10;

interface Verdict {
  readonly tookMs: number;
  readonly verdict: HubVerdict;
}

async function ask(hubUrl: string): Promise<Verdict> {
  const beganMs = performance.now();
  const answer = await getJson(`${hubUrl}/verdict`);
  const tookMs = performance.now() - beganMs;
  return { tookMs, verdict: hubVerdict.parse(answer) };
}

async function askAgain(hubUrl: string, last: Verdict): Promise<Verdict> {
  await delay(Math.max(sharedAtLeastMs, last.tookMs * sharedFactor) + 100);
  return ask(hubUrl);
}

/** The first verdict of a process, and some that follow. */
async function verdictsOfProcess({ azurite }: OwnedHub, further: number): Promise<[Verdict, ...Verdict[]]> {
  const dashboard = await startDashboard(['dist/server/main.js'], {
    AzureWebJobsStorage: azurite.connectionString,
  });
  try {
    const hubUrl = hubUrlOf(dashboard.url, 'AzureWebJobsStorage', hubName);
    await untilBuilt(hubUrl);
    const verdicts: [Verdict, ...Verdict[]] = [await ask(hubUrl)];
    for (let turn = 0; turn < further; turn++)
      verdicts.push(await askAgain(hubUrl, verdicts.at(-1) ?? verdicts[0]));
    return verdicts;
  } finally {
    await dashboard.stop();
  }
}

/** Whether a hub of 100,000 instances is healthy, and what is stuck in it. */
export async function benchHubVerdict(rounds: number): Promise<Section> {
  const owned = await startOwnedHub(hubName, stuckHubRows(hubName, rowCount, msToInstant(Date.now())));
  const cold: Verdict[] = [];
  const warm: Verdict[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const [first, ...further] = await verdictsOfProcess(owned, round === rounds - 1 ? rounds : 0);
      cold.push(first);
      warm.push(...further);
    }
  } finally {
    await owned.azurite.stop();
  }
  const last = warm.at(-1);
  if (last === undefined || last.verdict.stuck.length === 0)
    throw new Error('Nothing was found to be stuck.');
  const { stuck, waiting, candidates, explained, examined } = last.verdict;
  const causes = new Set([...stuck, ...waiting].map(({ rule }) => rule)).size;
  return {
    title: `The verdict on a hub of ${rowCount.toLocaleString('en')} instances`,
    how: `Over the API, ${rounds} times each. Cold: the first question to a process whose index has just been built. Again: the following ones of one process, as soon as the last answer is no longer shared. The hub, on the storage emulator, has ${candidates.toLocaleString('en')} instances that do not move, of which rows and queues explain ${explained.toLocaleString('en')}; ${examined} of the others were looked at closely, and ${causes} rules told why.`,
    figures: [
      atMost(limitMs, { what: 'cold', value: median(cold.map(({ tookMs }) => tookMs)), unit: 'ms' }),
      { what: '— slowest', value: Math.max(...cold.map(({ tookMs }) => tookMs)), unit: 'ms' },
      atMost(limitMs, { what: 'again', value: median(warm.map(({ tookMs }) => tookMs)), unit: 'ms' }),
      { what: '— slowest', value: Math.max(...warm.map(({ tookMs }) => tookMs)), unit: 'ms' },
    ],
  };
}
