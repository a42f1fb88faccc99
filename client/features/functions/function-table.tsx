import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import type { FunctionNode } from '../../../shared/contract/functions-map.ts';
import { Button } from '../../components/button.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { classNames } from '../../lib/class-names.ts';
import { formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { kindLooks } from './function-look.ts';
import { failedCountOf, nameOf } from './function-words.ts';
import type { FunctionOrder } from './functions-search.ts';
import { sortFunctions, type ShownFunctions } from './shown-functions.ts';

const rowsAtFirst = 200;

interface Column {
  readonly label: string;
  readonly title?: string;
  readonly width: string;
  readonly order?: FunctionOrder;
}

const columns: readonly Column[] = [
  { label: 'Runs read', title: 'Histories of the orchestrator that were read', width: 'w-24' },
  { label: 'Calls', title: 'Calls in the histories that were read', width: 'w-16', order: 'calls' },
  {
    label: 'Failed',
    title: 'Instances of an orchestrator in the whole hub; failed calls of everything else in what was read',
    width: 'w-16',
    order: 'failures',
  },
  { label: 'Open', title: 'Instances that have not ended; calls without a result', width: 'w-14' },
  { label: 'Retries', width: 'w-16' },
  { label: 'p50', width: 'w-20' },
  { label: 'p95', width: 'w-20', order: 'p95' },
];

interface FunctionTableProps {
  shown: ShownFunctions;
  order: FunctionOrder;
  selectedKey: string | undefined;
  onOrder: (order: FunctionOrder) => void;
  onSelect: (key: string) => void;
}

function HeadCell({
  column: { label, title, width, order: own },
  order,
  onOrder,
  isLeft = false,
}: Pick<FunctionTableProps, 'order' | 'onOrder'> & { column: Column; isLeft?: boolean }) {
  const isChosen = own !== undefined && own === order;
  const isAscending = own === 'name';
  return (
    <th
      scope="col"
      title={title}
      aria-sort={
        own === undefined ? undefined : isChosen ? (isAscending ? 'ascending' : 'descending') : 'none'
      }
      className={classNames(
        width,
        'px-2 py-1.5 font-medium text-ink-muted',
        isLeft ? 'text-left' : 'text-right',
      )}
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
          {isChosen && <ArrowDown aria-hidden size={12} className={isAscending ? 'rotate-180' : ''} />}
        </button>
      )}
    </th>
  );
}

function Length({ ms }: { ms: number | undefined }) {
  return ms === undefined ? <Unknown why="Nothing that ended was read" /> : formatDuration(ms);
}

interface RowProps {
  node: FunctionNode;
  isSelected: boolean;
  onSelect: (key: string) => void;
}

function FunctionRow({ node, isSelected, onSelect }: RowProps) {
  const { icon: Icon, word } = kindLooks[node.kind];
  const failedCount = failedCountOf(node);
  const cell = 'px-2 py-1 text-right whitespace-nowrap';
  const open = node.kind === 'orchestrator' && node.inHub !== null ? node.inHub.open : node.openCalls;
  return (
    <tr className={classNames('border-t border-line', isSelected ? 'bg-selected' : 'hover:bg-hover')}>
      <th scope="row" className="py-1 pr-2 pl-4 text-left font-normal">
        <button
          type="button"
          aria-pressed={isSelected}
          title={nameOf(node)}
          onClick={() => onSelect(node.key)}
          className="flex max-w-full min-w-0 items-center gap-2 rounded-sm underline-offset-2 hover:underline"
        >
          <Icon aria-hidden size={14} className="shrink-0 text-ink-muted" />
          <bdi className="truncate">{nameOf(node)}</bdi>
          <span className="shrink-0 text-sm text-ink-faint max-xl:sr-only">{word.toLowerCase()}</span>
        </button>
      </th>
      <td className={cell}>
        {node.kind === 'orchestrator' ? (
          formatCount(node.sampledRuns)
        ) : (
          <Unknown why="Has no history of its own" />
        )}
      </td>
      <td className={cell}>{formatCount(node.calls)}</td>
      <td className={classNames(cell, failedCount > 0 && 'text-danger')}>{formatCount(failedCount)}</td>
      <td className={cell}>{formatCount(open)}</td>
      <td className={cell}>{formatCount(node.retries)}</td>
      <td className={cell}>
        <Length ms={node.lengths?.p50Ms} />
      </td>
      <td className={cell}>
        <Length ms={node.lengths?.p95Ms} />
      </td>
      <td className={cell}>
        <InstantText instant={node.lastSeenAt} missing="Not seen in what was read" />
      </td>
    </tr>
  );
}

/** What the graph shows, in rows. */
export function FunctionTable({ shown, order, selectedKey, onOrder, onSelect }: FunctionTableProps) {
  const [isWhole, setIsWhole] = useState(false);
  const sorted = sortFunctions(shown.nodes, order);
  const rows = isWhole ? sorted : sorted.slice(0, rowsAtFirst);
  return (
    <div className="overflow-x-auto">
      <table aria-label="Functions" className="w-full min-w-[840px] table-fixed border-collapse">
        <thead>
          <tr>
            <HeadCell
              column={{ label: 'Function', width: 'pl-4', order: 'name' }}
              isLeft
              order={order}
              onOrder={onOrder}
            />
            {columns.map((column) => (
              <HeadCell key={column.label} column={column} order={order} onOrder={onOrder} />
            ))}
            <HeadCell
              column={{ label: 'Last seen', width: 'w-32', order: 'last-seen' }}
              order={order}
              onOrder={onOrder}
            />
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <FunctionRow
              key={node.key}
              node={node}
              isSelected={node.key === selectedKey}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      {rows.length < sorted.length && (
        <div className="p-4">
          <Button onClick={() => setIsWhole(true)}>Show all {formatCount(sorted.length)} functions</Button>
        </div>
      )}
    </div>
  );
}
