import { ArrowDown } from 'lucide-react';
import { FailureGroupRow, type RenderGroup } from './failure-group-row.tsx';
import type { FailuresAnswer } from './failure-queries.ts';
import type { FailureOrder } from './failures-search.ts';

interface Column {
  readonly label: string;
  readonly width: string;
  readonly order?: FailureOrder;
  readonly isRight?: boolean;
}

const columns: readonly Column[] = [
  { label: 'Failure', width: '' },
  { label: 'Count', width: 'w-20', order: 'count', isRight: true },
  { label: 'Over time', width: 'w-32' },
  { label: 'First seen', width: 'w-38', order: 'first-seen' },
  { label: 'Last seen', width: 'w-38', order: 'last-seen' },
  { label: 'Names, versions', width: 'w-44' },
];

interface FailureTableProps {
  hub: string;
  q: string;
  answer: FailuresAnswer;
  order: FailureOrder;
  onOrder: (order: FailureOrder) => void;
  renderGroup: RenderGroup | undefined;
}

function HeadCell({
  column,
  order,
  onOrder,
}: { column: Column } & Pick<FailureTableProps, 'order' | 'onOrder'>) {
  const { label, width, isRight = false, order: own } = column;
  const isChosen = own === order;
  return (
    <th
      scope="col"
      aria-sort={own === undefined ? undefined : isChosen ? 'descending' : 'none'}
      className={`${width} px-2 py-1.5 font-medium text-ink-muted ${isRight ? 'text-right' : 'text-left'}`}
    >
      {own === undefined ? (
        label
      ) : (
        <button
          type="button"
          onClick={() => onOrder(own)}
          className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        >
          {label}
          {isChosen && <ArrowDown aria-hidden size={12} />}
        </button>
      )}
    </th>
  );
}

/** One row for each way in which instances failed. */
export function FailureTable({ hub, q, answer, order, onOrder, renderGroup }: FailureTableProps) {
  return (
    <div className="overflow-x-auto">
      <table aria-label="Failures" className="w-full min-w-[960px] table-fixed border-collapse">
        <thead>
          <tr>
            <th scope="col" className="w-11">
              <span className="sr-only">Examples</span>
            </th>
            {columns.map((column) => (
              <HeadCell key={column.label} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.groups.map((group) => (
            <FailureGroupRow key={group.fingerprint} {...{ hub, q, group, renderGroup }} axis={answer} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
