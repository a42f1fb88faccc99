import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SavedView } from '../../../../shared/contract/saved-views.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { useOwnViews } from './own-views.ts';
import { SaveViewForm } from './save-view-form.tsx';
import { sharedViewsQuery, type ViewScope } from './saved-views-queries.ts';
import { ViewRow } from './view-row.tsx';

interface ViewsPanelProps {
  hub: string;
  /** What the list shows, as the text of a view. */
  shownText: string;
  openViewId: string | null;
  onShow: (text: string) => void;
}

export function ViewsPanel({ hub, shownText, openViewId, onShow }: ViewsPanelProps) {
  const own = useOwnViews(hub);
  const shared = useQuery(sharedViewsQuery(hub));
  const lists = { own: own.views, shared: shared.data?.views ?? [] };
  const row = { hub, shownText, openViewId, onShow };
  return (
    <>
      <SaveViewForm hub={hub} shownText={shownText} lists={lists} onSaved={() => onShow(shownText)} />
      <ViewSection title="Only mine, in this browser">
        <ViewList {...row} scope="own" views={own.views} defaultId={own.defaultId} />
      </ViewSection>
      <ViewSection title="Everybody’s">
        {shared.data === undefined && shared.error === null && <SkeletonLines lines={2} />}
        {shared.error !== null && (
          <ErrorNotice
            error={shared.error}
            onRetry={() => void shared.refetch()}
            isRetrying={shared.isFetching}
          />
        )}
        {shared.data !== undefined && (
          <>
            <ViewList {...row} scope="shared" views={shared.data.views} defaultId={shared.data.defaultId} />
            {!shared.data.isDurable && (
              <p className="mt-1 text-sm text-warning">
                Not kept: they are gone when Durascope stops, because it has no data directory.
              </p>
            )}
          </>
        )}
      </ViewSection>
    </>
  );
}

function ViewSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-t border-line px-3 py-2">
      <h3 className="text-sm font-medium text-ink-muted">{title}</h3>
      {children}
    </section>
  );
}

interface ViewListProps extends ViewsPanelProps {
  scope: ViewScope;
  views: readonly SavedView[];
  defaultId: string | null;
}

function ViewList({ views, defaultId, openViewId, ...row }: ViewListProps) {
  if (views.length === 0) return <p className="text-ink-muted">None yet.</p>;
  return (
    <ul>
      {views.map((view) => (
        <ViewRow
          key={view.id}
          {...row}
          view={view}
          isDefault={view.id === defaultId}
          isOpen={view.id === openViewId}
        />
      ))}
    </ul>
  );
}
