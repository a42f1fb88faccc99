import { setTimeout as delay } from 'node:timers/promises';
import { historyStreamType } from '../../shared/contract/history.ts';
import { startDashboard, type Dashboard } from '../dashboard.ts';
import { median } from '../measure.ts';
import type { Section } from '../report.ts';
import { historyUrlOf } from './instance-url.ts';
import type { SeededHubs } from './seeded-hubs.ts';

const readersAtOnce = 5;
/** After so many the process has taken the memory that its garbage collector likes to have. */
const histories = 8;
const processes = 3;
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

interface Highest {
  readonly inSequence: number;
  readonly atOnce: number;
}

/** In a process of its own: what garbage collection leaves for later depends on all that was done before. */
async function measureOnce(connectionString: string, reading: Reading, times: number): Promise<Highest> {
  const dashboard = await startDashboard(['dist/server/main.js'], { AzureWebJobsStorage: connectionString });
  const read = () => drain({ ...reading, url: `${dashboard.url}${reading.url}` });
  try {
    return {
      inSequence: await highestMb(dashboard, async () => {
        for (let turn = 0; turn < times; turn++) await read();
      }),
      atOnce: await highestMb(dashboard, () => Promise.all(Array.from({ length: readersAtOnce }, read))),
    };
  } finally {
    await dashboard.stop();
  }
}

/** What a long history adds to the memory of the process that passes it on. */
export async function benchServerMemory({ azurite, histories: seeded }: SeededHubs): Promise<Section> {
  const { events } = seeded.long;
  const whole = { url: historyUrlOf('', seeded.long), events };
  const middle = Math.floor(events / 2);
  const cursor = `after:${middle.toString(16).toUpperCase().padStart(16, '0')}`;
  const half = { url: `${whole.url}?cursor=${encodeURIComponent(cursor)}`, events: events - middle - 1 };
  const runs: { whole: Highest; half: Highest }[] = [];
  for (let run = 0; run < processes; run++)
    runs.push({
      half: await measureOnce(azurite.connectionString, half, 2 * histories),
      whole: await measureOnce(azurite.connectionString, whole, histories),
    });
  const of = (pick: (run: { whole: Highest; half: Highest }) => number) => median(runs.map(pick));
  const [halfMb, wholeMb] = [of((run) => run.half.inSequence), of((run) => run.whole.inSequence)];
  const [halfAtOnceMb, atOnceMb] = [of((run) => run.half.atOnce), of((run) => run.whole.atOnce)];
  const [long, short] = [events, half.events].map((count) => count.toLocaleString('en'));
  const goal = 'as with half of it, within 10 %';
  return {
    title: 'Memory of the server while it passes histories on',
    how: `Highest resident memory of the whole process, the same number of events in both cases; each case in ${processes} fresh processes.`,
    figures: [
      { what: `${short} events, ${2 * histories} times`, value: halfMb, unit: 'MB' },
      {
        what: `${long} events, ${histories} times`,
        value: wholeMb,
        unit: 'MB',
        goal,
        isMet: wholeMb <= halfMb * 1.1,
      },
      { what: `${short} events, ${readersAtOnce} readers at once`, value: halfAtOnceMb, unit: 'MB' },
      {
        what: `${long} events, ${readersAtOnce} readers at once`,
        value: atOnceMb,
        unit: 'MB',
        goal,
        isMet: atOnceMb <= halfAtOnceMb * 1.1,
      },
    ],
  };
}
