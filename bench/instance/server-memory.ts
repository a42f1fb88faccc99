import { setTimeout as delay } from 'node:timers/promises';
import { historyStreamType } from '../../shared/contract/history.ts';
import { startDashboard, type Dashboard } from '../dashboard.ts';
import { median } from '../measure.ts';
import { atMost, type Section } from '../report.ts';
import { historyUrlOf } from './instance-url.ts';
import type { SeededHubs } from './seeded-hubs.ts';

const readersAtOnce = 5;
/** Of the end of the history; so many times as often is as much work as the whole. */
const tailShare = 10;
const sampleMs = 10;

interface Reading {
  readonly url: string;
  readonly events: number;
}

/** Reads to the end without keeping anything. */
async function drain({ url, events }: Reading): Promise<void> {
  const response = await fetch(url, { headers: { accept: historyStreamType } });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  let seen = 0;
  for await (const part of response.body.pipeThrough(new TextDecoderStream()))
    seen += part.split('"rowKey"').length - 1;
  // A key that is cut between two parts is not counted.
  if (seen < events * 0.9) throw new Error(`${url} gave ${seen} of ${events} events`);
}

/** Highest resident memory during some work. */
async function highestMb(dashboard: Dashboard, work: () => Promise<unknown>): Promise<number> {
  let highest = 0;
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      highest = Math.max(highest, dashboard.memoryMb().now);
      await delay(sampleMs);
    }
  })();
  try {
    await work();
  } finally {
    ended.abort();
    await watching;
  }
  return highest;
}

async function inSequence(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < count; turn++) await work();
}

interface Highest {
  readonly tail: number;
  readonly whole: number;
  readonly several: number;
  readonly atOnce: number;
}

async function measureOnce(connectionString: string, whole: Reading, tail: Reading): Promise<Highest> {
  const dashboard = await startDashboard(['dist/server/main.js'], { AzureWebJobsStorage: connectionString });
  const at = ({ url, events }: Reading) => ({ url: `${dashboard.url}${url}`, events });
  const read = (reading: Reading) => drain(at(reading));
  try {
    // Opening the hub and compiling the code are no part of reading.
    await inSequence(2 * tailShare, () => read(tail));
    return {
      tail: await highestMb(dashboard, () => inSequence(tailShare, () => read(tail))),
      whole: await highestMb(dashboard, () => read(whole)),
      several: await highestMb(dashboard, () => inSequence(readersAtOnce, () => read(whole))),
      atOnce: await highestMb(dashboard, () =>
        Promise.all(Array.from({ length: readersAtOnce }, () => read(whole))),
      ),
    };
  } finally {
    await dashboard.stop();
  }
}

/** What a long history adds to the memory of the process that passes it on. */
export async function benchServerMemory(
  { azurite, histories }: SeededHubs,
  rounds: number,
): Promise<Section> {
  const { events, ...address } = histories.long;
  const whole = { url: historyUrlOf('', { ...address }), events };
  const tailFrom = Math.floor(events * (1 - 1 / tailShare));
  const cursor = `after:${tailFrom.toString(16).toUpperCase().padStart(16, '0')}`;
  const tail = {
    url: `${whole.url}?cursor=${encodeURIComponent(cursor)}`,
    events: events - tailFrom - 1,
  };
  const runs: Highest[] = [];
  for (let round = 0; round < rounds; round++)
    runs.push(await measureOnce(azurite.connectionString, whole, tail));
  const of = (pick: (run: Highest) => number) => median(runs.map(pick));
  const [tailMb, wholeMb] = [of((run) => run.tail), of((run) => run.whole)];
  const severalMb = of((run) => run.several);
  const long = events.toLocaleString('en');
  const goal = 'as with the short one, within 10 %';
  return {
    title: 'Memory of the server while it passes histories on',
    how: `Highest resident memory of the whole process, ${rounds} fresh processes, each warmed up by reading the last tenth of the history ${2 * tailShare} times.`,
    figures: [
      { what: `the last tenth, ${tailShare} times`, value: tailMb, unit: 'MB' },
      {
        what: `a history of ${long} events`,
        value: wholeMb,
        unit: 'MB',
        goal,
        isMet: wholeMb <= tailMb * 1.1,
      },
      {
        what: `${readersAtOnce} such histories, one after another`,
        value: severalMb,
        unit: 'MB',
        goal,
        isMet: severalMb <= tailMb * 1.1,
      },
      { what: `${readersAtOnce} such histories at once`, value: of((run) => run.atOnce), unit: 'MB' },
      atMost(10, {
        what: 'what one more reader at the same time adds',
        value: (of((run) => run.atOnce) - severalMb) / (readersAtOnce - 1),
        unit: 'MB',
      }),
    ],
  };
}
