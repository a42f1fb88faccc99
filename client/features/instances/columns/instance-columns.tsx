import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { lazy, Suspense, type ComponentType } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { statusLooks } from '../../../components/runtime-status-look.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ListEntry } from '../table/list-entries.ts';
import { Cell, CodeCell, DurationCell, NumberCell, RelativeTime, TimeCell, UnknownCell } from './cell.tsx';
import type { ColumnChoice } from './column-choice.ts';
import { lookOf } from './column-list.ts';
import { IdCell } from './id-cell.tsx';

interface RowProps {
  row: InstanceRow;
  hub: string;
}

function StatusCell({ row }: RowProps) {
  const { icon: Icon, text } = statusLooks[row.runtimeStatus];
  return (
    <Cell className={`flex items-center gap-1.5 ${text}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {row.runtimeStatus}
    </Cell>
  );
}

function NameCell({ row: { name, version } }: RowProps) {
  if (name === null) return <UnknownCell why="The row has no name" />;
  const visible = toVisibleText(name);
  return (
    <Cell title={visible} className="[unicode-bidi:isolate]">
      {visible}
      {version !== null && version !== '' && (
        <span className="text-ink-faint" title={`Version ${version}`}>
          {' '}
          {toVisibleText(version)}
        </span>
      )}
    </Cell>
  );
}

function InstanceDurationCell({ row }: RowProps) {
  const { kind, runtimeStatus, scheduledStartAt, createdAt, completedAt } = row;
  if (kind === 'entity') return <UnknownCell isNumber why="Entities do not end" />;
  if (runtimeStatus === 'Pending' && scheduledStartAt !== null)
    return (
      <Cell instant={scheduledStartAt} className="text-right text-ink-muted">
        <RelativeTime instant={scheduledStartAt} />
      </Cell>
    );
  if (createdAt === null) return <UnknownCell isNumber why="Start not recorded" />;
  if (completedAt === null && isTerminal(runtimeStatus))
    return <UnknownCell isNumber why="The time of its end is not recorded" />;
  return <DurationCell from={createdAt} to={completedAt} />;
}

const cells: Readonly<Record<string, ComponentType<RowProps>>> = {
  runtimeStatus: StatusCell,
  instanceId: IdCell,
  name: NameCell,
  createdAt: ({ row }) => <TimeCell instant={row.createdAt} missing="Not recorded" />,
  lastUpdatedAt: ({ row }) => <TimeCell instant={row.lastUpdatedAt} missing="Not recorded" />,
  durationMs: InstanceDurationCell,
  customStatus: ({ row }) => <CodeCell text={row.customStatus} missing="No custom status" />,
  partition: ({ row }) => <NumberCell count={row.partition} missing="The partition count is not known" />,
};

const cellsById: ReadonlyMap<string, ComponentType<RowProps>> = new Map(Object.entries(cells));

const FurtherCell = lazy(async () => ({ default: (await import('./further-cells.tsx')).FurtherCell }));

function furtherCell(id: string): ComponentType<RowProps> {
  return ({ row }) => (
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
      const InstanceCell = cellsById.get(id) ?? furtherCell(id);
      return helper.accessor((entry) => entry.listed.row.instanceId, {
        id,
        header: lookOf(id).label,
        cell: ({ row }) => <InstanceCell row={row.original.listed.row} hub={hub} />,
      });
    }),
  );
}
