import { memo } from 'react';
import { HistoryEventDetail } from './history-event-detail.tsx';
import { HistoryGroupRow } from './history-group-row.tsx';
import { groupOfLine } from './history-groups.ts';
import { HistoryRowView } from './history-row-view.tsx';
import { rowAt, type HistorySource } from './history-rows.ts';
import type { ShownLines } from './use-history-lines.ts';

interface HistoryLineProps {
  hub: string;
  instanceId: string;
  source: HistorySource;
  shown: ShownLines;
  index: number;
  columnCount: number;
  isOpen: boolean;
  /** It belongs to the row under the pointer. */
  isPartner: boolean;
  onOpen: (rowKey: string | undefined) => void;
  onShow: (rowKey: string) => void;
  onPoint: (rowKey: string | null) => void;
}

/**
 * An event with its details when it is open, or the head of a step's events. Scrolling and pointing draw only the lines that
 * change.
 */
export const HistoryLine = memo(function HistoryLine(props: HistoryLineProps) {
  const { hub, instanceId, source, shown, index, columnCount, isOpen } = props;
  const line = shown.lines[index] ?? 0;
  const group = shown.groups[groupOfLine(line) ?? -1];
  if (group !== undefined)
    return (
      <HistoryGroupRow
        group={group}
        columnCount={columnCount}
        isOpen={shown.isOpen(group)}
        onToggle={shown.toggle}
      />
    );
  const row = rowAt(source, line);
  if (row === null) return null;
  const { rowKey } = row.event;
  const above = source.events[shown.lines[index - 1] ?? -1];
  return (
    <>
      <HistoryRowView
        hub={hub}
        row={row}
        before={above?.timestamp ?? null}
        isOpen={isOpen}
        isPartner={props.isPartner}
        onPoint={props.onPoint}
        onToggle={() => props.onOpen(isOpen ? undefined : rowKey)}
        onShow={props.onShow}
      />
      {isOpen && (
        <tr>
          <td colSpan={columnCount} className="bg-canvas p-0">
            <HistoryEventDetail hub={hub} instanceId={instanceId} event={row.event} problems={row.problems} />
          </td>
        </tr>
      )}
    </>
  );
});
