import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { ComponentType } from 'react';
import { sortColumns, type InstanceRow } from '../../../../shared/contract/instances.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { statusLooks } from '../../../components/runtime-status-look.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ListEntry } from '../table/list-entries.ts';
import {
  Cell,
  CodeCell,
  DurationCell,
  NumberCell,
  RelativeTime,
  TextCell,
  TimeCell,
  UnknownCell,
} from './cell.tsx';
import type { ColumnChoice } from './column-choice.ts';
import { lookOf, pathOf, type ColumnId } from './column-list.ts';
import { customStatusField } from './custom-status-field.ts';
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

const noCustomStatus = 'No custom status';
const noEntity = 'No entity';

function failureText({ failure }: InstanceRow): string | null {
  if (failure === null) return null;
  return failure.errorType === null ? failure.message : `${failure.errorType}: ${failure.message}`;
}

function tagsText({ tags }: InstanceRow): string | null {
  return (
    tags &&
    Object.entries(tags)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')
  );
}

const cells: Readonly<Record<ColumnId, ComponentType<RowProps>>> = {
  runtimeStatus: StatusCell,
  instanceId: IdCell,
  name: NameCell,
  createdAt: ({ row }) => <TimeCell instant={row.createdAt} missing="Not recorded" />,
  lastUpdatedAt: ({ row }) => <TimeCell instant={row.lastUpdatedAt} missing="Not recorded" />,
  durationMs: InstanceDurationCell,
  customStatus: ({ row }) => <CodeCell text={row.customStatus} missing={noCustomStatus} />,
  partition: ({ row }) => <NumberCell count={row.partition} missing="The partition count is not known" />,
  failure: ({ row }) => (
    <TextCell
      text={failureText(row)}
      missing={row.runtimeStatus === 'Failed' ? 'Its failure is not read yet' : 'Not failed'}
    />
  ),
  version: ({ row }) => <TextCell text={row.version} missing="No version" />,
  kind: ({ row }) => <Cell>{row.kind}</Cell>,
  completedAt: ({ row }) => <TimeCell instant={row.completedAt} missing="Not completed" />,
  scheduledStartAt: ({ row }) => <TimeCell instant={row.scheduledStartAt} missing="Not scheduled" />,
  parentInstanceId: ({ row }) => (
    <CodeCell
      text={row.parentInstanceId ?? (row.parentExecutionId && `execution ${row.parentExecutionId}`)}
      missing="No parent is known"
    />
  ),
  executionId: ({ row }) => <CodeCell text={row.executionId} missing="Not recorded" />,
  generation: ({ row }) => <NumberCell count={row.generation} missing="Not recorded" />,
  tags: ({ row }) => <TextCell text={tagsText(row)} missing="No tags" />,
  entityExists: ({ row }) =>
    row.entity === null ? <UnknownCell why={noEntity} /> : <Cell>{row.entity.exists ? 'yes' : 'no'}</Cell>,
  entityQueue: ({ row }) => <NumberCell count={row.entity?.queueSize ?? null} missing={noEntity} />,
  entityLock: ({ row }) => (
    <CodeCell text={row.entity?.lockedBy ?? null} missing={row.entity === null ? noEntity : 'Not locked'} />
  ),
  problems: ({ row }) => <TextCell text={row.problems.join('; ')} missing="Everything could be read" />,
};

const cellsById: ReadonlyMap<string, ComponentType<RowProps>> = new Map(Object.entries(cells));

function pathCell(id: string): ComponentType<RowProps> {
  const place = pathOf(id);
  if (place === null) return UnknownColumnCell;
  const { of, path } = place;
  if (of === 'tag')
    return ({ row }) => (
      <TextCell text={new Map(Object.entries(row.tags ?? {})).get(path) ?? null} missing="No such tag" />
    );
  return ({ row: { customStatus } }) => (
    <TextCell
      text={customStatus && customStatusField(customStatus, path)}
      missing={customStatus === null ? noCustomStatus : 'Not in the custom status'}
    />
  );
}

function UnknownColumnCell() {
  return <UnknownCell why="No such column" />;
}

export const instanceFeatures = tableFeatures({ rowSortingFeature });

const helper = createColumnHelper<typeof instanceFeatures, ListEntry>();
const sortable: ReadonlySet<string> = new Set(sortColumns);
/** What is asked for first is the latest, the longest, the most. */
const falling = new Set([
  'createdAt',
  'lastUpdatedAt',
  'completedAt',
  'scheduledStartAt',
  'durationMs',
  'generation',
]);

export function buildColumns(columns: ColumnChoice, hub: string) {
  return helper.columns(
    columns.map(({ id }) => {
      const InstanceCell = cellsById.get(id) ?? pathCell(id);
      return helper.accessor((entry) => entry.listed.row.instanceId, {
        id,
        header: lookOf(id).label,
        enableSorting: sortable.has(id),
        sortDescFirst: falling.has(id),
        cell: ({ row }) => <InstanceCell row={row.original.listed.row} hub={hub} />,
      });
    }),
  );
}
