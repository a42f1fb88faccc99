import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { InstanceRow, sortColumns } from '../../../shared/contract/instances.ts';
import { CodeText } from '../../components/code-text.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Unknown } from '../../components/unknown.tsx';
import type { Preferences } from '../../lib/preferences.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { DurationCell } from './duration-cell.tsx';

export const instanceFeatures = tableFeatures({ rowSortingFeature });

const helper = createColumnHelper<typeof instanceFeatures, InstanceRow>();

/** Where a column stands in the grid and when it gives way to the others. */
export const columnClasses: Readonly<Record<string, string>> = {
  durationMs: 'justify-end text-right',
  customStatus: 'pl-4 max-[1199px]:hidden',
  partition: 'justify-end text-right max-[1199px]:hidden',
};

/** One template for header and rows, so that nothing moves when rows arrive. */
export const gridClass =
  'grid grid-cols-[136px_minmax(200px,2fr)_minmax(120px,1.2fr)_var(--time-width)_var(--time-width)_88px] ' +
  'min-[1200px]:grid-cols-[136px_minmax(200px,1.3fr)_minmax(180px,1.1fr)_var(--time-width)_var(--time-width)_96px_minmax(120px,1.7fr)_88px]';

/** As wide as the longest time of the style the reader chose. */
export const timeWidthClasses = {
  relative: '[--time-width:104px]',
  absolute: '[--time-width:148px]',
} as const satisfies Record<Preferences['timeStyle'], string>;

function NameCell({ row }: { row: InstanceRow }) {
  if (row.name === null) return <Unknown why="The row has no name" />;
  const name = toVisibleText(row.name);
  return (
    <bdi title={name} className="truncate">
      {name}
      {row.version !== null && row.version !== '' && (
        <span className="text-ink-faint" title={`Version ${row.version}`}>
          {' '}
          {toVisibleText(row.version)}
        </span>
      )}
    </bdi>
  );
}

type SortColumn = (typeof sortColumns)[number];

/** Ids of sortable columns are the contract's own words. */
function sortId(id: SortColumn): SortColumn {
  return id;
}

export const instanceColumns = helper.columns([
  helper.accessor('runtimeStatus', {
    id: sortId('runtimeStatus'),
    header: 'Status',
    sortDescFirst: false,
    cell: ({ row }) => <StatusBadge status={row.original.runtimeStatus} />,
  }),
  helper.accessor('instanceId', { id: sortId('instanceId'), header: 'Instance id', sortDescFirst: false }),
  helper.accessor('name', {
    id: sortId('name'),
    header: 'Name',
    sortDescFirst: false,
    cell: ({ row }) => <NameCell row={row.original} />,
  }),
  helper.accessor('createdAt', {
    id: sortId('createdAt'),
    header: 'Created',
    sortDescFirst: true,
    cell: ({ row }) => <InstantText instant={row.original.createdAt} />,
  }),
  helper.accessor('lastUpdatedAt', {
    id: sortId('lastUpdatedAt'),
    header: 'Updated',
    sortDescFirst: true,
    cell: ({ row }) => <InstantText instant={row.original.lastUpdatedAt} />,
  }),
  helper.display({
    id: sortId('durationMs'),
    header: 'Duration',
    cell: ({ row }) => <DurationCell row={row.original} />,
  }),
  helper.display({
    id: 'customStatus',
    header: 'Custom status',
    cell: ({ row }) =>
      row.original.customStatus === null ? null : (
        <CodeText text={row.original.customStatus} className="text-ink-muted" />
      ),
  }),
  helper.accessor('partition', {
    id: sortId('partition'),
    header: 'Partition',
    sortDescFirst: false,
    cell: ({ row }) => row.original.partition ?? <Unknown why="The partition count is not known" />,
  }),
]);
