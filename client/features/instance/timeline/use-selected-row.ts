import { useMemo } from 'react';
import {
  placeOfRow,
  rowIdOfEvent,
  executionRowId,
  type TimelineRow,
} from '../../../../shared/domain/execution/timeline-rows.ts';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import type { InstanceSearch } from '../instance-search.ts';
import { useLateAddress } from './use-late-address.ts';

interface SelectionQuestion {
  timeline: Timeline;
  rows: readonly TimelineRow[];
  search: InstanceSearch;
  onSearch: (change: InstanceSearch) => void;
}

interface Selection {
  readonly event: string | undefined;
  readonly row: string | undefined;
}

function isSame(a: Selection, b: Selection): boolean {
  return a.event === b.event && a.row === b.row;
}

const nothing: Selection = { event: undefined, row: undefined };

/** Steps of the instance itself are selected by their event, as in every other view; everything else by its row. */
function selectionOf(row: TimelineRow): Selection {
  const isOwn = row.kind === 'step' && row.id === row.step.id;
  return isOwn ? { event: row.id, row: undefined } : { event: undefined, row: row.id };
}

function rowIdOf({ event, row }: Selection, timeline: Timeline): string | null {
  if (event === undefined) return row ?? null;
  return rowIdOfEvent(timeline, event) ?? executionRowId;
}

/** The selected row: where it is at once, and the one whose details are shown when the reader pauses. */
export function useSelectedRow({ timeline, rows, search, onSearch }: SelectionQuestion) {
  const inAddress: Selection = { event: search.event, row: search.row };
  const [selection, setSelection] = useLateAddress(inAddress, (changed) => onSearch({ ...changed }), isSame);
  const id = rowIdOf(selection, timeline);
  const settledId = rowIdOf(inAddress, timeline);
  const place = useMemo(() => (id === null ? -1 : placeOfRow(rows, id)), [rows, id]);
  const settledRow = useMemo(
    () => (settledId === null ? null : (rows[placeOfRow(rows, settledId)] ?? null)),
    [rows, settledId],
  );
  return {
    place,
    settledRow,
    /** What was asked for, even where only the folded row that holds it is shown. */
    settledId,
    select: (row: TimelineRow | null) => setSelection(row === null ? nothing : selectionOf(row)),
    selectId: (rowId: string | null) =>
      setSelection(
        rowId === null
          ? nothing
          : timeline.model.stepOfRow.has(rowId)
            ? { event: rowId, row: undefined }
            : { event: undefined, row: rowId },
      ),
  };
}
