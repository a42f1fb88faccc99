import { instanceFacets } from '../../shared/contract/instance-facets.ts';
import { instanceHistogram } from '../../shared/contract/instance-histogram.ts';
import { listInstances, type InstanceRow } from '../../shared/contract/instances.ts';
import { watchedInstances } from '../../shared/contract/watched-instances.ts';
import { listHubs } from '../../shared/contract/hubs.ts';
import { listSavedViews } from '../../shared/contract/saved-views.ts';
import { parseFilter } from '../../shared/domain/instance-filter/parse-filter.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { matchesFilter } from '../../shared/testing/matches-filter.ts';
import { stubEndpoint, type StubbedRequest } from './stub-endpoint.ts';

export interface StubbedList {
  /** As the hub has them now, newest first. */
  rows: readonly InstanceRow[];
  /** Of the list itself, in order. */
  readonly asked: URLSearchParams[];
  /** Keeps answers of the list back until the returned function is called. */
  readonly hold: () => () => void;
}

function matching(rows: readonly InstanceRow[], q: string): readonly InstanceRow[] {
  const terms = parseFilter(q, 'UTC').terms.map(({ term }) => term);
  return rows.filter((row) => matchesFilter(row, terms, at(100)));
}

/** The server as far as the list needs it: pages of one list show one moment, by any filter, in the order given or turned round. */
export function stubList(rows: readonly InstanceRow[], coverage = makeCoverage({ rows: 250 })): StubbedList {
  let held: Promise<void> = Promise.resolve();
  function hold(): () => void {
    let letGo: () => void = () => undefined;
    held = new Promise((resolve) => (letGo = resolve));
    return () => letGo();
  }
  const list: StubbedList = { rows, asked: [], hold };
  const moments: (readonly InstanceRow[])[] = [];

  async function answerList({ query }: StubbedRequest) {
    list.asked.push(query);
    await held;
    const [moment = moments.length, start = 0] = query.get('cursor')?.split(' ').map(Number) ?? [];
    const found = matching(list.rows, query.get('q') ?? '');
    moments[moment] ??= query.get('order') === 'asc' ? found.toReversed() : found;
    const all = moments[moment];
    const from = start + Number(query.get('skip') ?? 0);
    const to = from + Number(query.get('limit'));
    return {
      rows: all.slice(from, to),
      nextCursor: to < all.length ? `${moment} ${to}` : null,
      total: all.length,
      coverage,
    };
  }

  stubEndpoint(listInstances, answerList);
  stubEndpoint(watchedInstances, ({ query }) => {
    const asked = list.rows.filter(({ instanceId }) => query.getAll('id').includes(instanceId));
    const fitting = matching(asked, query.get('q') ?? '');
    return { rows: asked, matching: fitting.map(({ instanceId }) => instanceId), coverage };
  });
  const none = { values: [], distinct: 0 };
  stubEndpoint(instanceFacets, {
    ...{ status: none, kind: none, name: none, version: none, failure: none, partition: none },
    coverage,
  });
  stubEndpoint(instanceHistogram, { from: null, to: null, stepMs: 60_000, series: [], counts: [], coverage });
  stubEndpoint(listSavedViews, { views: [], defaultId: null, isDurable: true });
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  return list;
}
