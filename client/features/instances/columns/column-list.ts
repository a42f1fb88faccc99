import type { ColumnChoice } from './column-choice.ts';

interface ColumnLook {
  readonly label: string;
  readonly minPx: number;
  /** Share of the room that is left over; without it the column keeps its width. */
  readonly grow?: number;
  /** As wide as a time in the style the reader chose. */
  readonly isTime?: true;
  readonly isNumber?: true;
}

const looks = {
  runtimeStatus: { label: 'Status', minPx: 128 },
  instanceId: { label: 'Instance id', minPx: 180, grow: 1.3 },
  name: { label: 'Name', minPx: 120, grow: 1.1 },
  createdAt: { label: 'Created', minPx: 104, isTime: true },
  lastUpdatedAt: { label: 'Updated', minPx: 104, isTime: true },
  durationMs: { label: 'Duration', minPx: 96, isNumber: true },
  customStatus: { label: 'Custom status', minPx: 120, grow: 1.7 },
  partition: { label: 'Partition', minPx: 84, isNumber: true },
  failure: { label: 'Failure', minPx: 160, grow: 1.7 },
  version: { label: 'Version', minPx: 80 },
  kind: { label: 'Kind', minPx: 104 },
  completedAt: { label: 'Completed', minPx: 104, isTime: true },
  scheduledStartAt: { label: 'Scheduled start', minPx: 120, isTime: true },
  parentInstanceId: { label: 'Parent', minPx: 160, grow: 1 },
  executionId: { label: 'Execution id', minPx: 160, grow: 0.8 },
  generation: { label: 'Generation', minPx: 96, isNumber: true },
  tags: { label: 'Tags', minPx: 140, grow: 1 },
  entityExists: { label: 'Entity exists', minPx: 96 },
  entityQueue: { label: 'Entity queue', minPx: 100, isNumber: true },
  entityLock: { label: 'Locked by', minPx: 140, grow: 0.8 },
  problems: { label: 'Problems', minPx: 140, grow: 1 },
} as const satisfies Record<string, ColumnLook>;

const looksById: ReadonlyMap<string, ColumnLook> = new Map(Object.entries(looks));

export const columnIds: readonly string[] = [...looksById.keys()];

/** `custom.step` is a field of the custom status, `tag.region` one tag. */
const pathColumn = /^(custom|tag)\.(.+)$/s;

export function pathOf(id: string): { readonly of: 'custom' | 'tag'; readonly path: string } | null {
  const [, of, path] = pathColumn.exec(id) ?? [];
  return (of === 'custom' || of === 'tag') && path !== undefined ? { of, path } : null;
}

export function isColumn(id: string): boolean {
  return looksById.has(id) || pathOf(id) !== null;
}

export function lookOf(id: string): ColumnLook {
  return looksById.get(id) ?? { label: id, minPx: 96, grow: 0.8 };
}

const plain = ['runtimeStatus', 'instanceId', 'name', 'createdAt', 'lastUpdatedAt', 'durationMs'];

function choose(ids: readonly string[]): ColumnChoice {
  return ids.map((id) => ({ id, widthPx: null }));
}

export const defaultColumns = choose([...plain, 'customStatus', 'partition']);
/** Where the others would squeeze the ids. */
export const narrowColumns = choose(plain);

const timePx = { relative: 104, absolute: 152 } as const;

/** Before the columns a box to select the row, behind them the buttons of the row. */
const edgePx = { select: 36, buttons: 60 } as const;

export interface ListGrid {
  readonly template: string;
  readonly minWidthPx: number;
}

/** One template for header and rows, so that nothing moves when rows arrive. */
export function gridOf(columns: ColumnChoice, timeStyle: keyof typeof timePx): ListGrid {
  const tracks = columns.map(({ id, widthPx }) => {
    const { minPx, grow, isTime } = lookOf(id);
    const leastPx = isTime === true ? Math.max(minPx, timePx[timeStyle]) : minPx;
    if (widthPx !== null) return { css: `${widthPx}px`, px: widthPx };
    return { css: grow === undefined ? `${leastPx}px` : `minmax(${leastPx}px,${grow}fr)`, px: leastPx };
  });
  const hasGrowing = tracks.some(({ css }) => css.startsWith('minmax'));
  return {
    template: [
      `${edgePx.select}px`,
      ...tracks.map(({ css }) => css),
      hasGrowing ? `${edgePx.buttons}px` : `minmax(${edgePx.buttons}px,1fr)`,
    ].join(' '),
    minWidthPx: tracks.reduce((sum, { px }) => sum + px, edgePx.select + edgePx.buttons),
  };
}
