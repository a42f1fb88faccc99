import type { QueueHistory } from '../../../shared/contract/partitions.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatMoments } from '../../lib/format-moment.ts';
import { queueLabel } from '../../lib/queue-label.ts';
import { cellWords, heatNumberLooks, highest, isSampled, type HeatNumber } from './heat-look.ts';
import type { HeatValue } from './partitions-search.ts';

export interface HeatPlace {
  readonly row: number;
  readonly column: number;
}

interface Reader {
  readonly hubName: string;
  readonly timeZone: string;
}

/** When the cells of a column were sampled. */
export function columnMoments({ from, bucketMs }: QueueHistory, column: number, timeZone: string): string {
  const fromMs = instantToMs(from) + column * bucketMs;
  return formatMoments({ fromMs, toMs: fromMs + bucketMs }, timeZone, bucketMs);
}

/** “control-02, 2026-11-21 10:35:00 – 10:36:00: 14 messages”. */
export function placeWords(
  history: QueueHistory,
  { row, column }: HeatPlace,
  value: HeatValue,
  { hubName, timeZone }: Reader,
): string {
  const series = history.queues[row];
  const cell = series?.cells[column];
  if (series === undefined || cell === undefined) return '';
  const when = columnMoments(history, column, timeZone);
  return `${queueLabel(series.queue, hubName)}, ${when}: ${cellWords(cell, value)}`;
}

function sampledColumns({ queues }: QueueHistory): number {
  const columns = queues[0]?.cells.length ?? 0;
  return Array.from({ length: columns }, (_, column) => column).filter((column) =>
    queues.some(({ cells }) => cells[column] !== undefined && isSampled(cells[column])),
  ).length;
}

function placeOf(history: QueueHistory, value: HeatNumber, most: number): HeatPlace | null {
  const { of } = heatNumberLooks[value];
  const row = history.queues.findIndex(({ cells }) => cells.some((cell) => of(cell) === most));
  const column = history.queues[row]?.cells.findIndex((cell) => of(cell) === most) ?? -1;
  return column < 0 ? null : { row, column };
}

function mostWords(history: QueueHistory, value: HeatNumber, reader: Reader): string {
  const most = highest(history, value);
  const place = placeOf(history, value, most);
  if (most === 0 || place === null) return 'Nothing but zero was sampled.';
  return `${heatNumberLooks[value].most}: ${placeWords(history, place, value, reader)}.`;
}

function ownerWords({ queues }: QueueHistory): string {
  const moves = queues.map(({ cells }) => {
    const owners = cells.filter(isSampled).map(({ owner }) => owner);
    return owners.filter((owner, place) => place > 0 && owner !== owners[place - 1]).length;
  });
  const total = moves.reduce((sum, count) => sum + count, 0);
  return total === 0 ? 'No partition changed its owner.' : `${plural(total, 'change')} of owner seen.`;
}

/** The picture in words. */
export function heatSummary(history: QueueHistory, value: HeatValue, reader: Reader): string {
  const columns = history.queues[0]?.cells.length ?? 0;
  const sampled = `${formatCount(sampledColumns(history))} of ${plural(columns, 'column')} sampled.`;
  if (value === 'owner') return `${ownerWords(history)} ${sampled}`;
  return `${mostWords(history, value, reader)} ${sampled} A cell shows the worst of its samples.`;
}
