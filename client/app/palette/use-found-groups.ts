import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { kindOf } from '../../../shared/domain/instance-id.ts';
import { allIdsItem, instanceItem, nameItem, type Addresses, type NamedHub } from './found-items.ts';
import { byCloseness, type PaletteGroup } from './palette-items.ts';
import { searchHubQuery, type FoundInHub } from './palette-queries.ts';

/** A screen full; the item at the end leads to all of them. */
const shownIds = 20;
const shownNames = 12;

type HubResults = readonly { readonly place: NamedHub; readonly result: UseQueryResult<FoundInHub> }[];

function progressOf(results: HubResults): Pick<PaletteGroup, 'pending' | 'problems'> {
  return {
    pending: results.filter(({ result }) => result.isFetching).length,
    problems: results.flatMap(({ place, result }) =>
      result.error === null ? [] : { place: place.label, error: result.error },
    ),
  };
}

function useAddresses(): Addresses {
  const router = useRouter();
  return {
    instance: (hub, instanceId) => {
      const isEntity = kindOf(instanceId) === 'entity';
      return router.buildLocation({
        to: isEntity ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId',
        params: { hub, instanceId },
      }).href;
    },
    list: (hub, q) =>
      router.buildLocation({ to: '/hubs/$hub/instances', params: { hub }, search: { q } }).href,
  };
}

/** Instances and names that the indexes of all hubs know by this text. */
export function useFoundGroups(
  text: string,
  hubs: readonly NamedHub[],
  currentHub: string | null,
): readonly PaletteGroup[] {
  const addresses = useAddresses();
  const answers = useQueries({ queries: hubs.map(({ hub }) => searchHubQuery(hub, text)) });
  const results: HubResults = hubs.flatMap((place, i) => {
    const result = answers[i];
    return result === undefined ? [] : { place, result };
  });
  if (text === '') return [];

  const closest = byCloseness(text, currentHub);
  const found = results.map(({ place, result }) => ({ place, data: result.data }));
  const ids = found
    .flatMap(({ place, data }) => (data?.ids ?? []).map((id) => ({ id, hub: place.hub, place })))
    .sort(closest);
  const names = found
    .flatMap(({ place, data }) =>
      (data?.names ?? []).map(({ name, count }) => ({ id: name, hub: place.hub, place, count })),
    )
    .sort(closest);
  const instances = ids.slice(0, shownIds).map((one) => instanceItem(one, addresses));
  const here = ids.length === 0 ? undefined : hubs.find(({ hub }) => hub === currentHub);
  const progress = progressOf(results);
  return [
    {
      heading: 'Instances',
      items: here === undefined ? instances : [...instances, allIdsItem(text, here, addresses)],
      count: instances.length,
      hasMore: ids.length > shownIds || found.some(({ data }) => data?.hasMoreIds === true),
      ...progress,
    },
    {
      heading: 'Orchestrators and entities',
      items: names.slice(0, shownNames).map((one) => nameItem(one, one.count, addresses)),
      count: Math.min(names.length, shownNames),
      hasMore: names.length > shownNames,
      ...progress,
      // Both are asked for at once; one line says what failed.
      problems: [],
    },
  ];
}
