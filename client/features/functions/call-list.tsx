import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { CallRow } from './calls-of.ts';
import { kindLooks } from './function-look.ts';
import { lengthWords, nameOf } from './function-words.ts';

const rowsAtFirst = 12;

function detailOf({ call, other }: CallRow): string[] {
  const isSeenFromBelow = call.calls === 0;
  return [
    isSeenFromBelow
      ? `named as parent by ${plural(call.seenByCallee, 'child', 'children')} that were read`
      : `${plural(call.calls, other.kind === 'event' || call.kind === 'external-event' ? 'time' : 'call')} in ${plural(call.runs, 'run')}`,
    call.failedCalls > 0 ? `${formatCount(call.failedCalls)} failed` : '',
    call.retries > 0 ? plural(call.retries, 'retry', 'retries') : '',
    call.openCalls > 0 ? `${formatCount(call.openCalls)} open` : '',
    lengthWords(call) ?? '',
  ].filter((part) => part !== '');
}

function operationsOf({ call }: CallRow): string {
  return call.operations.map(({ name, calls }) => `${toVisibleText(name)} ${formatCount(calls)}`).join(', ');
}

interface CallListProps {
  title: string;
  rows: readonly CallRow[];
  /** Why there is none. */
  empty: string;
  onSelect: (key: string) => void;
}

/** The functions at the other end of its calls, the busiest first. */
export function CallList({ title, rows, empty, onSelect }: CallListProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, rowsAtFirst);
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <h3 className="font-medium">{title}</h3>
      {rows.length === 0 && <p className="text-ink-muted">{empty}</p>}
      <ul className="flex flex-col">
        {shown.map((row) => {
          const { icon: Icon, word } = kindLooks[row.other.kind];
          return (
            <li key={row.key} className="flex items-start gap-2 border-t border-line py-1">
              <Icon aria-label={word} size={14} className="mt-0.5 shrink-0 text-ink-muted" />
              <div className="min-w-0 flex-1">
                <span className="text-ink-muted">{row.word} </span>
                <button
                  type="button"
                  onClick={() => onSelect(row.other.key)}
                  className="rounded-sm text-left wrap-anywhere text-accent underline-offset-2 hover:underline"
                >
                  <bdi>{nameOf(row.other)}</bdi>
                </button>
                <p className="text-sm text-ink-muted">{detailOf(row).join(' · ')}</p>
                {row.call.operations.length > 0 && (
                  <p className="text-sm wrap-anywhere text-ink-muted">{operationsOf(row)}</p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {shown.length < rows.length && (
        <Button className="self-start" onClick={() => setIsWhole(true)}>
          Show all {formatCount(rows.length)}
        </Button>
      )}
    </section>
  );
}
