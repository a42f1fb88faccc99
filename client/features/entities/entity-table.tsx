import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Lock } from 'lucide-react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { parseEntityId } from '../../../shared/domain/instance-id.ts';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { EntitiesSearch, EntitySort } from './entities-search.ts';
import { ExistenceMark } from './existence-mark.tsx';

const columns: readonly {
  label: string;
  width: string;
  sort?: EntitySort;
  isRight?: boolean;
  title?: string;
}[] = [
  { label: 'Name', width: 'w-[18%]', sort: 'instanceId' },
  { label: 'Key', width: 'w-[28%]' },
  { label: 'State', width: 'w-24' },
  { label: 'Locked by', width: 'w-[22%]' },
  { label: 'Queue', width: 'w-20', isRight: true, title: 'Operations that wait in the entity’s own queue' },
  { label: 'Last operation', width: 'w-36', sort: 'createdAt' },
  { label: 'Last updated', width: 'w-36', sort: 'lastUpdatedAt' },
];

interface EntityTableProps {
  hub: string;
  rows: readonly InstanceRow[];
  search: EntitiesSearch;
  onSort: (sort: EntitySort) => void;
}

function EntityHead({ search, onSort }: Pick<EntityTableProps, 'search' | 'onSort'>) {
  const { sort = 'createdAt', order = 'desc' } = search;
  const Arrow = order === 'asc' ? ArrowUp : ArrowDown;
  const direction = order === 'asc' ? 'ascending' : 'descending';
  return (
    <thead className="sticky top-0 z-10 bg-canvas shadow-[0_1px_0_var(--line-strong)]">
      <tr>
        {columns.map(({ label, width, isRight, title, ...column }) => {
          const { sort: columnSort } = column;
          return (
            <th
              key={label}
              scope="col"
              title={title}
              aria-sort={columnSort === undefined ? undefined : columnSort === sort ? direction : 'none'}
              className={`${width} px-2 py-1.5 font-medium text-ink-muted first:pl-4 ${isRight === true ? 'text-right' : 'text-left'}`}
            >
              {columnSort === undefined ? (
                label
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(columnSort)}
                  className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
                >
                  {label}
                  {columnSort === sort && <Arrow aria-hidden size={12} />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Shows the key alone, because the name stands beside it. */
function KeyLink({ hub, instanceId }: { hub: string; instanceId: string }) {
  const key = parseEntityId(instanceId)?.key ?? instanceId;
  return (
    <Link
      to="/hubs/$hub/entities/$instanceId"
      params={{ hub, instanceId }}
      aria-label={toVisibleText(instanceId)}
      className="flex min-w-0 rounded-sm underline-offset-2 hover:underline"
    >
      {key === '' ? '(empty key)' : <InstanceIdText instanceId={key} isCopyable={false} />}
    </Link>
  );
}

function EntityCells({ hub, row }: { hub: string; row: InstanceRow }) {
  const name = parseEntityId(row.instanceId)?.name;
  const { entity } = row;
  return (
    <>
      <td className="truncate px-2 pl-4">{name !== undefined && <bdi>{toVisibleText(name)}</bdi>}</td>
      <td className="truncate px-2 py-1.5">
        <KeyLink hub={hub} instanceId={row.instanceId} />
        <ProblemList problems={row.problems} />
      </td>
      <td className="px-2">
        <ExistenceMark exists={entity?.exists ?? null} />
      </td>
      <td className="truncate px-2">
        {entity?.lockedBy != null && (
          <span className="flex min-w-0 items-center gap-1.5">
            <Lock aria-hidden size={12} className="shrink-0 text-ink-faint" />
            <InstanceLink hub={hub} instanceId={entity.lockedBy} />
          </span>
        )}
      </td>
      <td className="px-2 text-right">
        {entity === null ? <Unknown why="The row does not say" /> : formatCount(entity.queueSize)}
      </td>
      <td className="px-2">
        <InstantText instant={row.createdAt} />
      </td>
      <td className="px-2">
        <InstantText instant={row.lastUpdatedAt} />
      </td>
    </>
  );
}

export function EntityTable({ hub, rows, search, onSort }: EntityTableProps) {
  return (
    <table aria-label="Entities" className="w-full min-w-[820px] table-fixed border-collapse">
      <EntityHead search={search} onSort={onSort} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.instanceId} className="h-8 border-b border-line hover:bg-hover">
            <EntityCells hub={hub} row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
