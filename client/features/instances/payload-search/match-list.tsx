import type { PayloadSearch } from '../../../../shared/contract/payload-search.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleLines, toVisibleText } from '../../../lib/visible-text.ts';

interface MatchListProps {
  hub: string;
  search: PayloadSearch;
}

export function MatchList({ hub, search }: MatchListProps) {
  const { matches, state, text } = search;
  if (matches.length === 0) {
    if (state === 'running') return null;
    return (
      <EmptyState title="Nothing found">
        No payload that was looked through holds “{toVisibleText(text)}”.
      </EmptyState>
    );
  }
  return (
    <section aria-label="Finds">
      <h3 className="font-medium">{plural(matches.length, 'find')}</h3>
      <ul className="divide-y divide-line">
        {matches.map((match) => (
          <li key={`${match.place} ${match.instanceId}`} className="flex flex-col py-1">
            <span className="flex min-w-0 items-baseline gap-3">
              <InstanceLink hub={hub} instanceId={match.instanceId} />
              <span className="shrink-0 text-ink-muted">{match.place}</span>
            </span>
            <Excerpt {...match} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Excerpt({ excerpt, at, length }: PayloadSearch['matches'][number]) {
  const end = at + length;
  return (
    <code className="font-mono text-sm wrap-anywhere whitespace-pre-wrap text-ink-muted">
      {toVisibleLines(excerpt.slice(0, at))}
      <mark className="rounded-sm bg-warning-soft text-ink outline outline-warning">
        {toVisibleLines(excerpt.slice(at, end))}
      </mark>
      {toVisibleLines(excerpt.slice(end))}
    </code>
  );
}
