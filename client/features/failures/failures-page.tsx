import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CircleCheck, Hourglass } from 'lucide-react';
import { validFilter } from '../../../shared/domain/instance-filter/edit-filter.ts';
import { coverageNow } from '../../api/coverage-now.ts';
import { useHubFeed } from '../../api/use-hub-changes.ts';
import { Button } from '../../components/button.tsx';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterLine } from '../../components/filter-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { plural } from '../../lib/format-count.ts';
import { usePreferences } from '../../lib/preferences.ts';
import type { RenderGroup } from './failure-group-row.tsx';
import { failuresQuery, type FailuresAnswer } from './failure-queries.ts';
import { FailureTable } from './failure-table.tsx';
import type { FailuresSearch } from './failures-search.ts';

const route = getRouteApi('/hubs/$hub/failures');

const firstGroups = 50;
const mostGroups = 200;

function headingOf(answer: FailuresAnswer | undefined): string {
  if (answer === undefined) return 'Failures';
  return `${plural(answer.total, 'failed instance')} in ${plural(answer.distinct, 'group')}`;
}

function NoFailures({ coverage, isFiltered }: Pick<FailuresAnswer, 'coverage'> & { isFiltered: boolean }) {
  if (coverage.unreadFailures > 0)
    return (
      <EmptyState title="No failure has been read yet" icon={Hourglass}>
        {plural(coverage.unreadFailures, 'failed instance')} will be here as soon as their failures are read.
      </EmptyState>
    );
  if (coverage.asOf === null)
    return (
      <EmptyState title="No failure found so far" icon={Hourglass}>
        This task hub is not read to its end yet; failures appear here as they are found.
      </EmptyState>
    );
  return (
    <EmptyState
      title={isFiltered ? 'Nothing that matches the filter failed' : 'Nothing failed'}
      icon={CircleCheck}
    >
      When instances fail, they are grouped here by what went wrong.
    </EmptyState>
  );
}

interface FailuresPageProps {
  /** What other features do with the instances of a filter text. */
  renderGroup?: RenderGroup;
}

export function FailuresPage({ renderGroup }: FailuresPageProps) {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone } = usePreferences();
  const feed = useHubFeed(hub);
  const { q: text = '', order = 'last-seen', limit = firstGroups } = search;
  const q = validFilter(text, timeZone);
  const query = useQuery(failuresQuery(hub, { q, order, limit }));
  const answer = query.data;

  function change(part: FailuresSearch): void {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  }
  return (
    <>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Failures</h1>
        <FilterLine
          hub={hub}
          text={text}
          onTextChange={(next) => change({ q: next === '' ? undefined : next })}
        />
      </header>
      <Panel
        title={headingOf(answer)}
        query={query}
        isFlush
        actions={
          answer && (
            <CoverageNote
              coverage={coverageNow({ coverage: answer.coverage, readAtMs: query.dataUpdatedAt }, feed)}
              connection={feed.connection}
            />
          )
        }
        skeleton={
          <div className="px-4">
            <SkeletonLines lines={9} />
          </div>
        }
        empty={({ groups, coverage }) =>
          groups.length === 0 ? <NoFailures coverage={coverage} isFiltered={q !== ''} /> : null
        }
      >
        {(shown) => (
          <>
            <FailureTable
              hub={hub}
              q={text}
              answer={shown}
              order={order}
              renderGroup={renderGroup}
              onOrder={(next) => change({ order: next })}
            />
            {shown.groups.length < shown.distinct && limit < mostGroups && (
              <div className="p-4">
                <Button isBusy={query.isFetching} onClick={() => change({ limit: mostGroups })}>
                  Show more groups
                </Button>
              </div>
            )}
          </>
        )}
      </Panel>
    </>
  );
}
