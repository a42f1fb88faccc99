import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Box, ListTree, Workflow } from 'lucide-react';
import { kindOf } from '../../../shared/domain/instance-id.ts';
import { printTerm } from '../../../shared/domain/instance-filter/print-filter.ts';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { byCloseness, type PaletteGroup, type PaletteItem } from './palette-items.ts';
import { searchHubQuery, type FoundInHub } from './palette-queries.ts';

/** A screen full; the item at the end leads to all of them. */
const shownIds = 20;
const shownNames = 12;

export interface NamedHub {
  readonly hub: string;
  readonly label: string;
}

type HubResults = readonly { readonly place: NamedHub; readonly result: UseQueryResult<FoundInHub> }[];

function progressOf(results: HubResults): Pick<PaletteGroup, 'pending' | 'problems'> {
  return {
    pending: results.filter(({ result }) => result.isFetching).length,
    problems: results.flatMap(({ place, result }) =>
      result.error === null ? [] : { place: place.label, error: result.error },
    ),
  };
}

function useAddresses() {
  const router = useRouter();
  return {
    instance: (hub: string, instanceId: string) =>
      router.buildLocation({
        to:
          kindOf(instanceId) === 'entity'
            ? '/hubs/$hub/entities/$instanceId'
            : '/hubs/$hub/instances/$instanceId',
        params: { hub, instanceId },
      }).href,
    list: (hub: string, q: string) =>
      router.buildLocation({ to: '/hubs/$hub/instances', params: { hub }, search: { q } }).href,
  };
}

function textTerm(field: 'id' | 'name', pattern: readonly string[]): string {
  return printTerm({ isNegated: false, field, path: null, patterns: [pattern] });
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

  const found = results.map(({ place, result }) => ({ place, data: result.data }));
  const ids = found
    .flatMap(({ place, data }) => (data?.ids ?? []).map((id) => ({ id, hub: place.hub, place })))
    .sort(byCloseness(text, currentHub));
  const names = found
    .flatMap(({ place, data }) =>
      (data?.names ?? []).map(({ name, count }) => ({ id: name, hub: place.hub, place, count })),
    )
    .sort(byCloseness(text, currentHub));
  const instances = ids.slice(0, shownIds).map(({ id, hub, place }): PaletteItem => ({
    key: JSON.stringify(['id', hub, id]),
    label: toVisibleText(id),
    detail: place.label,
    icon: kindOf(id) === 'entity' ? Box : ListTree,
    target: { href: addresses.instance(hub, id) },
  }));
  const hasMore = ids.length > shownIds || found.some(({ data }) => data?.hasMoreIds === true);
  const toList: readonly PaletteItem[] =
    currentHub === null || instances.length === 0
      ? []
      : [
          {
            key: 'all-ids',
            label: `List the instances with “${toVisibleText(text)}” in their id`,
            detail: hubs.find(({ hub }) => hub === currentHub)?.label ?? currentHub,
            icon: ListTree,
            target: { href: addresses.list(currentHub, textTerm('id', ['', text, ''])) },
          },
        ];
  const named = names.slice(0, shownNames).map(({ id, hub, place, count }): PaletteItem => ({
    key: JSON.stringify(['name', hub, id]),
    label: toVisibleText(id),
    detail: `${plural(count, 'instance')} · ${place.label}`,
    icon: Workflow,
    target: { href: addresses.list(hub, textTerm('name', [id])) },
  }));
  const progress = progressOf(results);
  return [
    { heading: 'Instances', items: [...instances, ...toList], hasMore, ...progress },
    {
      heading: 'Orchestrators and entities',
      items: named,
      hasMore: names.length > shownNames,
      ...progress,
      problems: [],
    },
  ];
}
