import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  maxRelatives,
  readAncestors,
  readChildren,
  watchRelatives,
} from '../../../../shared/contract/family.ts';
import { listInstances } from '../../../../shared/contract/instances.ts';
import { printFilter } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { indexLevel, instanceLevel } from '../../../api/query-levels.ts';

const maxKnownChildren = 1_000;

/** Parents do not change: once read they are read. */
export function ancestorsQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'ancestors'],
    queryFn: ({ signal }) => callEndpoint(readAncestors, { params: { hub, instanceId } }, signal),
    staleTime: Infinity,
    enabled: hub !== importedHub,
  });
}

/** Reads the history of an instance that is not the page’s own. */
export function childrenQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'children'],
    queryFn: ({ signal }) => callEndpoint(readChildren, { params: { hub, instanceId } }, signal),
    enabled: hub !== importedHub,
  });
}

export function filterOfChildren(instanceId: string): string {
  return printFilter([{ isNegated: false, field: 'parent', path: null, patterns: [[instanceId]] }]);
}

/** Children that the index knows by their parent’s id, those of earlier executions among them. */
export function knownChildrenQuery(hub: string, instanceId: string) {
  const q = filterOfChildren(instanceId);
  return queryOptions({
    queryKey: [...indexLevel(hub), 'children', instanceId],
    queryFn: ({ signal }) => {
      const query = { q, sort: 'createdAt', order: 'asc', limit: maxKnownChildren } as const;
      return callEndpoint(listInstances, { params: { hub }, query }, signal);
    },
    placeholderData: keepPreviousData,
    enabled: hub !== importedHub,
  });
}

/** How those in sight are now. */
export function relativesQuery(hub: string, ids: readonly string[]) {
  const asked = [...new Set(ids)].slice(0, maxRelatives).sort();
  return queryOptions({
    queryKey: [...indexLevel(hub), 'relatives', asked],
    queryFn: ({ signal }) => callEndpoint(watchRelatives, { params: { hub }, query: { id: asked } }, signal),
    placeholderData: keepPreviousData,
    enabled: asked.length > 0 && hub !== importedHub,
    gcTime: 0,
  });
}
