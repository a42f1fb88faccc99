import type { QueueHistory } from '../../../shared/contract/partitions.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { HeatValue, HeatWindow } from './partitions-search.ts';

export type HeatCell = QueueHistory['queues'][number]['cells'][number];

interface WindowLook {
  readonly minutes: number;
  readonly buckets: number;
  readonly words: string;
}

export const heatWindowLooks = {
  '1h': { minutes: 60, buckets: 60, words: 'the last hour' },
  '6h': { minutes: 360, buckets: 72, words: 'the last 6 hours' },
  '24h': { minutes: 1_440, buckets: 96, words: 'the last 24 hours' },
  '7d': { minutes: 10_080, buckets: 84, words: 'the last 7 days' },
} as const satisfies Record<HeatWindow, WindowLook>;

/** What is shown as a shade. */
export type HeatNumber = Exclude<HeatValue, 'owner'>;

interface NumberLook {
  readonly of: (cell: HeatCell) => number | null;
  /** With its unit, for sentences. */
  readonly words: (value: number) => string;
  /** Short, for the legend. */
  readonly label: (value: number) => string;
  /** “deepest”: what the cell with the highest value is. */
  readonly most: string;
}

function ageWords(ageMs: number): string {
  return ageMs === 0 ? 'nothing visible' : `oldest message ${formatDuration(ageMs)}`;
}

export const heatNumberLooks = {
  depth: {
    of: ({ depth }) => depth,
    words: (depth) => plural(depth, 'message'),
    label: formatCount,
    most: 'The deepest',
  },
  age: {
    of: ({ oldestAgeMs }) => oldestAgeMs,
    words: ageWords,
    label: formatDuration,
    most: 'The oldest message',
  },
  dequeues: {
    of: ({ maxDequeueCount }) => maxDequeueCount,
    words: (count) => `dequeued up to ${plural(count, 'time')}`,
    label: formatCount,
    most: 'The most often dequeued message',
  },
} as const satisfies Record<HeatNumber, NumberLook>;

export function isSampled({ depth, oldestAgeMs, maxDequeueCount, owner }: HeatCell): boolean {
  return depth !== null || oldestAgeMs !== null || maxDequeueCount !== null || owner !== null;
}

/** 0 to 1; on a logarithmic scale, so that one message can be told from none beside ten thousand. */
export function heatShare(value: number, most: number): number {
  return most <= 0 ? 0 : Math.min(1, Math.log1p(Math.max(0, value)) / Math.log1p(most));
}

/** Stripes: nobody looked. */
export const notSampledPaint =
  'repeating-linear-gradient(135deg, var(--line-strong) 0 1px, transparent 1px 4px)';

/** Shade of a value; nothing at all is a shade of its own. */
export function heatPaint(share: number): string {
  const percent = share === 0 ? 12 : Math.round(24 + share * 76);
  return `color-mix(in oklab, var(--accent) ${percent}%, var(--canvas))`;
}

/** The value of a cell in words. */
export function cellWords(cell: HeatCell, value: HeatValue): string {
  if (!isSampled(cell)) return 'not sampled';
  if (value === 'owner') return cell.owner === null ? 'no owner' : `owned by ${toVisibleText(cell.owner)}`;
  const look = heatNumberLooks[value];
  const number = look.of(cell);
  return number === null ? 'not known' : look.words(number);
}

/** The highest value there is; 0 when there is none. */
export function highest({ queues }: Pick<QueueHistory, 'queues'>, value: HeatNumber): number {
  const { of } = heatNumberLooks[value];
  return Math.max(0, ...queues.flatMap(({ cells }) => cells.map((cell) => of(cell) ?? 0)));
}
