import { constructRow, flexRender } from '@tanstack/react-table';
import { Fragment, memo, type ReactNode } from 'react';
import { Skeleton } from '../../../components/skeleton.tsx';
import { classNames } from '../../../lib/class-names.ts';
import type { ListedRow } from '../instances-queries.ts';
import { rowClass } from './grid-class.ts';
import type { ListEntry } from './list-entries.ts';
import type { InstanceTable } from './table-header.tsx';

interface TableRowProps {
  table: InstanceTable;
  index: number;
  /** Missing until its page is read. */
  entry: ListEntry | undefined;
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

function Waiting() {
  return (
    <div role="cell" className="col-start-3 self-center pr-12">
      <Skeleton />
      <span className="sr-only">Loading</span>
    </div>
  );
}

function cellsOf(table: InstanceTable, entry: ListEntry, isChecked: boolean): ReactNode {
  const row = constructRow(table, String(entry.index), entry, entry.index, 0);
  const presence = presences[entry.listed.presence];
  return (
    <>
      <div role="cell">
        <input
          type="checkbox"
          aria-label={`Select ${entry.listed.row.instanceId}`}
          tabIndex={-1}
          checked={isChecked}
          onChange={leftToTheList}
          className="mx-3 align-middle accent-(--accent-fill)"
        />
      </div>
      {row.getAllCells().map((cell) => {
        const { id, columnDef } = cell.column;
        // Keyed by its column: an element that comes to draw another row keeps its cells.
        return <Fragment key={id}>{flexRender(columnDef.cell, cell.getContext())}</Fragment>;
      })}
      {presence !== null && (
        <div
          role="cell"
          title={presence.why}
          className="sticky right-0 bg-warning-soft text-center text-sm text-warning no-underline! [line-height:inherit]"
        >
          {presence.words}
        </div>
      )}
    </>
  );
}

/** One element for a row, read or not: with the element the focus would go. */
function PlainTableRow({ table, index, entry, topPx, isChecked, isCurrent, isTabStop }: TableRowProps) {
  const look = entry === undefined ? undefined : presences[entry.listed.presence]?.look;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      aria-busy={entry === undefined || undefined}
      data-row={index}
      tabIndex={isTabStop ? 0 : -1}
      style={{ top: topPx }}
      className={classNames(rowClass, look, (isCurrent || isChecked) && 'bg-selected')}
    >
      {entry === undefined ? <Waiting /> : cellsOf(table, entry, isChecked)}
    </div>
  );
}

export const TableRow = memo(
  PlainTableRow,
  (before, after) =>
    before.entry?.listed === after.entry?.listed &&
    before.index === after.index &&
    before.topPx === after.topPx &&
    before.isChecked === after.isChecked &&
    before.isCurrent === after.isCurrent &&
    before.isTabStop === after.isTabStop &&
    // The table itself is another object at every drawing.
    before.table.options.columns === after.table.options.columns,
);
