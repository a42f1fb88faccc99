import { queryOptions } from '@tanstack/react-query';
import { listInstances, type InstanceRow } from '../../../../shared/contract/instances.ts';
import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { indexLevel } from '../../../api/query-levels.ts';

const suggested = 6;

function textTerm(field: 'name' | 'id', pattern: readonly string[], isNegated = false): FilterTerm {
  return { isNegated, field, path: null, patterns: [pattern] };
}

/** Other runs of the orchestrator that completed, the last one first. */
export function completedRunsQuery(hub: string, name: string | null, instanceId: string) {
  const q = printFilter([
    textTerm('name', [name ?? '']),
    { isNegated: false, field: 'status', values: ['Completed'] },
    { isNegated: false, field: 'kind', values: ['orchestration'] },
    textTerm('id', [instanceId], true),
  ]);
  return queryOptions({
    queryKey: [...indexLevel(hub), 'completed runs', name, instanceId],
    enabled: name !== null,
    queryFn: async ({ signal }): Promise<readonly InstanceRow[]> => {
      const query = { q, sort: 'completedAt', order: 'desc', limit: suggested } as const;
      return (await callEndpoint(listInstances, { params: { hub }, query }, signal)).rows;
    },
  });
}

/** Instances whose id begins with what was typed. */
export function idsBeginningQuery(hub: string, typed: string) {
  const q = printFilter([
    textTerm('id', [typed, '']),
    { isNegated: false, field: 'kind', values: ['orchestration'] },
  ]);
  return queryOptions({
    queryKey: [...indexLevel(hub), 'ids beginning', typed],
    enabled: typed !== '',
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const query = { q, sort: 'instanceId', order: 'asc', limit: suggested } as const;
      const { rows } = await callEndpoint(listInstances, { params: { hub }, query }, signal);
      return rows.map(({ instanceId }) => instanceId);
    },
  });
}
