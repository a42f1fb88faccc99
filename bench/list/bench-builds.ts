import { setTimeout as delay } from 'node:timers/promises';
import { connectStorage } from '../../server/testing/storage-hub.ts';
import { openInstanceIndex } from '../../server/index/instance-index.ts';
import { inTurn, median, Opened } from '../measure.ts';
import type { Section } from '../report.ts';
import { bareSplitScan, sequentialScan } from './bare-scan.ts';
import type { SeededTable } from './bench-viewers.ts';

/** Ends when every row can be asked for and the index says so. */
async function buildIndex({ connectionString, hub, sortedKeys }: SeededTable): Promise<Opened> {
  const index = await openInstanceIndex(connectStorage(connectionString).openHub(hub));
  while (index.coverage().state === 'building') await delay(5);
  const { rows, problem } = index.coverage();
  if (rows !== sortedKeys.length || problem !== null) {
    await index.close();
    throw new Error(`The index holds ${rows} of ${sortedKeys.length} rows.`);
  }
  return new Opened(() => index.close());
}

/** How long the first build takes beside the same scan without an index, and beside today's tools' way. */
export async function benchBuilds(
  table: SeededTable,
  rounds: number,
): Promise<{ section: Section; naiveMs: number }> {
  const { connectionString, hub, sortedKeys } = table;
  const name = `${hub}Instances`;
  const first = await buildIndex(table);
  await first.close();
  const samples = await inTurn(rounds, {
    bare: () => bareSplitScan(connectionString, name, sortedKeys),
    build: () => buildIndex(table),
    naive: () => sequentialScan(connectionString, name),
  });
  const [bareMs, buildMs, naiveMs] = [median(samples.bare), median(samples.build), median(samples.naive)];
  const ratio = buildMs / bareMs;
  return {
    naiveMs,
    section: {
      title: `First build, ${sortedKeys.length.toLocaleString('en')} rows`,
      how: `${rounds} runs of each in turn, on the storage emulator. A build ends when its coverage is complete: every row can be asked for; closing the index is not measured. The bare scan reads ranges of one page each whose borders are known beforehand, and only parses the answers; the naive scan is the SDK's iterator from the first row to the last.`,
      figures: [
        { what: 'bare split scan', value: bareMs / 1000, unit: 's' },
        { what: 'index build', value: buildMs / 1000, unit: 's' },
        { what: 'naive sequential scan', value: naiveMs / 1000, unit: 's' },
        {
          what: 'index build ÷ bare split scan',
          value: ratio,
          unit: '×',
          goal: '≤ 1.25 ×',
          isMet: ratio <= 1.25,
        },
        { what: 'naive scan ÷ index build', value: naiveMs / buildMs, unit: '×' },
        { what: 'rows indexed a second', value: sortedKeys.length / (buildMs / 1000), unit: 'rows/s' },
      ],
    },
  };
}
