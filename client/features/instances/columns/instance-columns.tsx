import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { lazy, Suspense, type ReactElement } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { statusLooks } from '../../../components/runtime-status-look.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ListEntry } from '../table/list-entries.ts';
import { cell, codeCell, durationCell, numberCell, RelativeTime, TimeCell, unknownCell } from './cell.tsx';
import type { ColumnChoice } from './column-choice.ts';
import { lookOf } from './column-list.ts';
import { idCell } from './id-cell.tsx';

type DrawCell = (row: InstanceRow, hub: string) => ReactElement;

function statusCell({ runtimeStatus }: InstanceRow): ReactElement {
  const { icon: Icon, text } = statusLooks[runtimeStatus];
  const content = (
    <>
      <Icon aria-hidden size={14} className="shrink-0" />
      {runtimeStatus}
    </>
  );
  return cell(content, { className: `flex items-center gap-1.5 ${text}` });
}

function nameCell({ name, version }: InstanceRow): ReactElement {
  if (name === null || name === '') return unknownCell('The row has no name');
  const visible = toVisibleText(name);
  const content = (
    <>
      {visible}
      {version !== null && version !== '' && (
        <span className="text-ink-faint" title={`Version ${version}`}>
          {' '}
          {toVisibleText(version)}
        </span>
      )}
    </>
  );
  return cell(content, { title: visible, className: '[unicode-bidi:isolate]' });
}

function instanceDurationCell(row: InstanceRow): ReactElement {
  const { kind, runtimeStatus, scheduledStartAt, createdAt, completedAt } = row;
  if (kind === 'entity') return unknownCell('Entities do not end', true);
  if (runtimeStatus === 'Pending' && scheduledStartAt !== null)
    return cell(<RelativeTime instant={scheduledStartAt} />, {
      instant: scheduledStartAt,
      className: 'text-right text-ink-muted',
    });
  if (createdAt === null) return unknownCell('Start not recorded', true);
  if (completedAt === null && isTerminal(runtimeStatus))
    return unknownCell('The time of its end is not recorded', true);
  return durationCell(createdAt, completedAt);
}

const cells: Readonly<Record<string, DrawCell>> = {
  runtimeStatus: statusCell,
  instanceId: idCell,
  name: nameCell,
  createdAt: (row) => <TimeCell instant={row.createdAt} missing="Not recorded" />,
  lastUpdatedAt: (row) => <TimeCell instant={row.lastUpdatedAt} missing="Not recorded" />,
  durationMs: instanceDurationCell,
  customStatus: (row) => codeCell(row.customStatus, 'No custom status'),
  partition: (row) => numberCell(row.partition, 'The partition count is not known'),
};

const cellsById: ReadonlyMap<string, DrawCell> = new Map(Object.entries(cells));

const FurtherCell = lazy(async () => ({ default: (await import('./further-cells.tsx')).FurtherCell }));

function furtherCell(id: string): DrawCell {
  return (row) => (
    <Suspense fallback={<div role="cell" />}>
      <FurtherCell id={id} row={row} />
    </Suspense>
  );
}

export const instanceFeatures = tableFeatures({});

const helper = createColumnHelper<typeof instanceFeatures, ListEntry>();
export function buildColumns(columns: ColumnChoice, hub: string) {
  return helper.columns(
    columns.map(({ id }) => {
      const draw = cellsById.get(id) ?? furtherCell(id);
      return helper.accessor((entry) => entry.listed.row.instanceId, {
        id,
        header: lookOf(id).label,
        cell: ({ row }) => draw(row.original.listed.row, hub),
      });
    }),
  );
}
