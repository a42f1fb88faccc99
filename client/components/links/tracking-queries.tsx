import type { TrackingQuery } from '../../../shared/contract/links.ts';
import { CodeText } from '../code-text.tsx';
import { CopyButton } from '../copy-button.tsx';
import { OutsideLink } from './filled-links.tsx';
import { trackingQueryWords } from './tracking-query-words.ts';

function QueryEntry({ query: { kind, text, url } }: { query: TrackingQuery }) {
  const { title, meaning, needs } = trackingQueryWords[kind];
  return (
    <li className="rounded-md border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
        <span className="font-medium">{title}</span>
        <span className="text-ink-muted">{meaning}</span>
        <span className="ml-auto flex items-center gap-2">
          <CopyButton text={text} what={`query: ${title}`} />
          {url !== null && <OutsideLink url={url}>Open in the portal</OutsideLink>}
        </span>
      </div>
      <details className="border-t border-line px-3 py-1.5">
        <summary className="cursor-pointer text-ink-muted">Query</summary>
        <div className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2">
          <CodeText text={text} as="block" />
        </div>
        <p className="pt-1.5 text-sm text-ink-muted">{needs}</p>
      </details>
    </li>
  );
}

/** Queries in the Kusto Query Language, to be copied or opened where Application Insights is configured. */
export function TrackingQueries({ queries }: { queries: readonly TrackingQuery[] }) {
  const isConfigured = queries.some(({ url }) => url !== null);
  return (
    <section aria-label="Queries for Application Insights" className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {queries.map((query) => (
          <QueryEntry key={query.kind} query={query} />
        ))}
      </ul>
      {!isConfigured && (
        <p className="text-sm text-ink-muted">
          To open them in the portal from here, name the resource in <code>applicationInsights</code> of the
          configuration.
        </p>
      )}
    </section>
  );
}
