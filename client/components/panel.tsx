import { useId, useState, type ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { StaleMark } from './stale-mark.tsx';

/** The part of a TanStack query result that decides what a panel shows. */
export interface PanelQuery<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly errorUpdateCount: number;
  readonly isFetching: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** A query without data forgets its error while it is polled again; the reader must not see it blink. */
function useLastingError({ data, error, errorUpdateCount }: PanelQuery<unknown>): Error | null {
  const [last, setLast] = useState<Error | null>(null);
  if (error !== null && error !== last) setLast(error);
  return error ?? (data === undefined && errorUpdateCount > 0 ? last : null);
}

interface PanelProps<Data> {
  title: ReactNode;
  actions?: ReactNode;
  query: PanelQuery<Data>;
  /** `h1` where the panel is the page. */
  headingLevel?: 'h1' | 'h2';
  /** In the shape of what will come. */
  skeleton?: ReactNode;
  /** What to show instead of the children when the data is there but empty; `null` when it is not empty. */
  empty?: (data: Data) => ReactNode;
  /** Content that draws its own edges, such as a table. */
  isFlush?: boolean;
  children: (data: Data) => ReactNode;
}

/** One query and its states: loading, failed, empty, there, and there but refreshing failed. */
export function Panel<Data>({
  title,
  actions,
  query,
  isFlush = false,
  headingLevel: Heading = 'h2',
  ...parts
}: PanelProps<Data>) {
  const titleId = useId();
  const { data } = query;
  const error = useLastingError(query);
  const retry = () => void query.refetch();
  return (
    <section aria-labelledby={titleId} aria-busy={data === undefined && error === null} className="min-w-0">
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 px-4 py-1">
        <Heading id={titleId} className="font-semibold">
          {title}
        </Heading>
        {data !== undefined && error !== null && (
          <StaleMark
            error={error}
            dataUpdatedAtMs={query.dataUpdatedAt}
            onRetry={retry}
            isRetrying={query.isFetching}
          />
        )}
        <div className="ml-auto flex items-center gap-2">{actions}</div>
      </header>
      <div className={isFlush ? '' : 'px-4 pb-3'}>
        {data === undefined && error === null && (parts.skeleton ?? <SkeletonLines />)}
        {data === undefined && error !== null && (
          <div className={isFlush ? 'px-4 pb-3' : ''}>
            <ErrorNotice error={error} onRetry={retry} isRetrying={query.isFetching} />
          </div>
        )}
        {data !== undefined && (parts.empty?.(data) ?? parts.children(data))}
      </div>
    </section>
  );
}
