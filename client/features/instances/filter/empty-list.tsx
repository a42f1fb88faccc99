import { useQueries } from '@tanstack/react-query';
import type { Coverage } from '../../../../shared/contract/coverage.ts';
import { removeTerm, validFilter } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { wordsOf } from './filter-chip.tsx';
import { partsOf, type TermPart } from './filter-parts.ts';
import { matchCountQuery } from './match-queries.ts';
import { useReaderZone } from './reader-zone.ts';

interface EmptyListProps {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string;
  coverage: Coverage;
  onTextChange: (text: string) => void;
}

/** Says why there is nothing: not looked yet, nothing there, or too narrow a filter and which term to drop. */
export function EmptyList({ hub, text, coverage, onTextChange }: EmptyListProps) {
  const { zone } = useReaderZone();
  const terms = partsOf(text, zone).filter((part) => part.kind === 'term');
  const isPartial = coverage.asOf === null;
  if (isPartial && coverage.rows === 0)
    return (
      <EmptyState title="Reading the task hub">
        Rows appear here as soon as the first ones are read.
      </EmptyState>
    );
  if (terms.length === 0)
    return (
      <EmptyState title="No instances in this task hub">
        {isPartial
          ? 'None so far; the task hub is not read to its end.'
          : 'Start an orchestration and it appears here.'}
      </EmptyState>
    );
  return (
    <EmptyState title={isPartial ? 'No instance matches so far' : 'No instance matches these filters'}>
      <p>
        {plural(coverage.rows, 'instance was', 'instances were')} looked through
        {isPartial && ' so far; the task hub is not read to its end'}.
      </p>
      {coverage.unreadFailures > 0 && (
        <p>{plural(coverage.unreadFailures, 'failure')} not read yet: filters by failure may miss some.</p>
      )}
      <Loosenings hub={hub} text={text} terms={terms} onTextChange={onTextChange} />
    </EmptyState>
  );
}

interface LooseningsProps {
  hub: string;
  text: string;
  terms: readonly TermPart[];
  onTextChange: (text: string) => void;
}

/** Somebody with more terms than this drops a few before the counts help. */
const maxCounted = 8;

const noLabels: ReadonlyMap<string, string> = new Map();

function Loosenings({ hub, text, terms, onTextChange }: LooseningsProps) {
  const readerZone = useReaderZone();
  const { zone } = readerZone;
  const reader = { ...readerZone, failureLabels: noLabels };
  const rests = terms.map(({ index }) => removeTerm(text, zone, index));
  const counts = useQueries({
    queries: rests.slice(0, maxCounted).map((rest) => matchCountQuery(hub, validFilter(rest, zone))),
  });
  return (
    <>
      <ul className="mt-3 flex flex-col items-center gap-2">
        {terms.map((part, at) => {
          const { field, relation, value } = wordsOf(part, reader);
          const count = counts[at]?.data;
          return (
            <li key={part.start}>
              <Button className="max-w-full" onClick={() => onTextChange(rests[at] ?? '')}>
                <span className="max-w-80 truncate">
                  Without “{field} {relation} {value}”
                </span>
                {count !== undefined && <span className="text-ink-muted">{formatCount(count)}</span>}
              </Button>
            </li>
          );
        })}
      </ul>
      {terms.length > 1 && (
        <Button look="quiet" className="mt-2" onClick={() => onTextChange('')}>
          Without any filter
        </Button>
      )}
    </>
  );
}
