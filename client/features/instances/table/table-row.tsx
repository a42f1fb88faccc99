import type { Row } from '@tanstack/react-table';
import { memo } from 'react';
import { classNames } from '../../../lib/class-names.ts';
import type { instanceFeatures } from '../columns/instance-columns.tsx';
import type { ListedRow } from '../instances-queries.ts';
import { rowClass } from './grid-class.ts';
import type { ListEntry } from './list-entries.ts';
import type { InstanceTable } from './table-header.tsx';

export interface TableRowProps {
  table: InstanceTable;
  row: Row<typeof instanceFeatures, ListEntry>;
  /** From the top of the rows' element. */
  topPx: number;
  isChecked: boolean;
  /** The row the reader was at last. */
  isCurrent: boolean;
  isTabStop: boolean;
}

const presences = {
  listed: null,
  unmatching: { words: 'changed', why: 'It does not match the filter any more', look: 'text-ink-faint' },
  gone: { words: 'purged', why: 'It is not in the task hub any more', look: 'text-ink-faint *:line-through' },
} as const satisfies Record<ListedRow['presence'], unknown>;

/** Clicks on the row and its box are taken by the list: see `row-events.ts`. */
function leftToTheList(): void {
  return undefined;
}

function PlainTableRow({ table, row, topPx, isChecked, isCurrent, isTabStop }: TableRowProps) {
  const { index, listed } = row.original;
  const presence = presences[listed.presence];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      data-row={index}
      tabIndex={isTabStop ? 0 : -1}
      style={{ top: topPx }}
      className={classNames(rowClass, presence?.look, (isCurrent || isChecked) && 'bg-selected')}
    >
      <div role="cell">
        <input
          type="checkbox"
          aria-label={`Select ${listed.row.instanceId}`}
          tabIndex={-1}
          checked={isChecked}
          onChange={leftToTheList}
          className="mx-3 align-middle accent-(--accent-fill)"
        />
      </div>
      {row.getAllCells().map((cell) => (
        <table.FlexRender key={cell.id} cell={cell} />
      ))}
      {presence !== null && (
        <div
          role="cell"
          title={presence.why}
          className="sticky right-0 bg-warning-soft text-center text-sm text-warning no-underline! [line-height:inherit]"
        >
          {presence.words}
        </div>
      )}
    </div>
  );
}

/** The table makes its row objects again whenever any row changes; what is drawn depends on the entry alone. */
export const TableRow = memo(
  PlainTableRow,
  (before, after) =>
    before.row.original.listed === after.row.original.listed &&
    before.row.original.index === after.row.original.index &&
    before.topPx === after.topPx &&
    before.isChecked === after.isChecked &&
    before.isCurrent === after.isCurrent &&
    before.isTabStop === after.isTabStop &&
    before.table.options.columns === after.table.options.columns,
);
