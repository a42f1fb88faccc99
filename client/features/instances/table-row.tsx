import type { Row } from '@tanstack/react-table';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { classNames } from '../../lib/class-names.ts';
import { columnClasses, gridClass, type instanceFeatures } from './instance-columns.tsx';
import { rowHeightPx } from './row-geometry.ts';
import type { InstanceTable } from './table-header.tsx';

interface TableRowProps {
  table: InstanceTable;
  row: Row<typeof instanceFeatures, InstanceRow>;
  hub: string;
  isTabStop: boolean;
  onFocus: () => void;
}

/** Clicks on links and buttons, and the end of selecting text, are not clicks on the row. */
function isForRow(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a, button') !== null) return false;
  return window.getSelection()?.isCollapsed !== false;
}

export function TableRow({ table, row, hub, isTabStop, onFocus }: TableRowProps) {
  const navigate = useNavigate();
  const router = useRouter();
  const { instanceId, kind, problems } = row.original;
  const target = {
    to: kind === 'entity' ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId',
    params: { hub, instanceId },
  } as const;

  function open(event: MouseEvent): void {
    if (!isForRow(event)) return;
    if (event.button === 1 || event.ctrlKey || event.metaKey)
      window.open(router.buildLocation(target).publicHref, '_blank', 'noopener');
    else if (event.button === 0) void navigate(target);
  }

  return (
    <div
      role="row"
      aria-rowindex={row.index + 2}
      data-row={row.index}
      onClick={open}
      onAuxClick={open}
      onFocus={onFocus}
      style={{ transform: `translateY(${row.index * rowHeightPx}px)` }}
      className={classNames(
        gridClass,
        'absolute inset-x-0 top-0 h-8 cursor-pointer border-b border-line px-4 focus-within:bg-selected hover:bg-hover',
      )}
    >
      {row.getAllCells().map((cell) => (
        <div
          key={cell.id}
          role="cell"
          className={classNames('flex min-w-0 items-center pr-3', columnClasses[cell.column.id])}
        >
          {cell.column.id === 'instanceId' ? (
            <>
              <InstanceLink hub={hub} instanceId={instanceId} tabIndex={isTabStop ? 0 : -1} />
              <ProblemMark problems={problems} />
            </>
          ) : (
            <table.FlexRender cell={cell} />
          )}
        </div>
      ))}
    </div>
  );
}

function ProblemMark({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  const words = `Not everything in this row could be read: ${problems.join('; ')}`;
  return (
    <span title={words} className="ml-1 shrink-0 text-warning">
      <TriangleAlert aria-hidden size={14} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
