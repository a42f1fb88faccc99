import { useMemo, useState } from 'react';
import { groupBySteps, linesOf, type HistoryGroup } from './history-groups.ts';
import { indexOfRow, stepOf, type HistorySource } from './history-rows.ts';

export interface ShownLines {
  /** Places of events, and complements of places of groups. */
  readonly lines: readonly number[];
  readonly groups: readonly HistoryGroup[];
  readonly isOpen: (group: HistoryGroup) => boolean;
  readonly toggle: (group: HistoryGroup) => void;
  /** Opens the group of an event that is to be shown. */
  readonly uncover: (rowKey: string) => void;
}

interface LinesOptions {
  readonly shown: readonly number[];
  readonly isGrouped: boolean;
  readonly selected: string | undefined;
}

const noGroups: readonly HistoryGroup[] = [];

function groupIdOf(source: HistorySource, rowKey: string | undefined): string | null {
  if (rowKey === undefined) return null;
  const index = source.model.stepOfRow.get(rowKey);
  return index === undefined ? '' : (source.model.steps[index]?.id ?? '');
}

/** The lines of the table: events as they come, or under the heads of their steps, which open and close. */
export function useHistoryLines(
  source: HistorySource,
  { shown, isGrouped, selected }: LinesOptions,
): ShownLines {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(() => {
    const first = groupIdOf(source, selected);
    return new Set(first === null ? [] : [first]);
  });
  const groups = useMemo(
    () => (isGrouped ? groupBySteps(source, shown) : noGroups),
    [source, shown, isGrouped],
  );
  const lines = useMemo(
    () => (isGrouped ? linesOf(groups, ({ id }) => openIds.has(id)) : shown),
    [isGrouped, groups, openIds, shown],
  );
  // The same as long as nothing changes: with another one every line is drawn again.
  return useMemo(
    () => ({
      lines,
      groups,
      isOpen: ({ id }) => openIds.has(id),
      toggle: ({ id }) =>
        setOpenIds((before) => {
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
      uncover: (rowKey) => {
        const event = source.events[indexOfRow(source.events, rowKey)];
        const id = event === undefined ? null : (stepOf(source, event)?.id ?? '');
        if (id !== null && !openIds.has(id)) setOpenIds((before) => new Set([...before, id]));
      },
    }),
    [lines, groups, openIds, source],
  );
}
