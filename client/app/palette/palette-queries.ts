import { queryOptions } from '@tanstack/react-query';
import { instanceValues } from '../../../shared/contract/instance-values.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { printTerm } from '../../../shared/domain/instance-filter/print-filter.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';
import { createFewAtOnce } from './few-at-once.ts';

/** Of each kind in each hub. */
const foundPerHub = 8;
const longestText = 1024;

const inFewHubs = createFewAtOnce(4);

export interface FoundInHub {
  readonly ids: readonly string[];
  readonly names: readonly { readonly name: string; readonly count: number }[];
  /** There may be more than were asked for. */
  readonly hasMoreIds: boolean;
}

async function search(hub: string, text: string, signal: AbortSignal): Promise<FoundInHub> {
  const query = { contains: text, limit: foundPerHub };
  const params = { hub };
  const [ids, names, exact] = await Promise.all([
    callEndpoint(instanceValues, { params, query: { ...query, field: 'id' } }, signal),
    callEndpoint(instanceValues, { params, query: { ...query, field: 'name' } }, signal),
    // Values come by frequency, and every id is there once: the one that was pasted might not be among them.
    callEndpoint(
      listInstances,
      {
        params,
        query: { q: printTerm({ isNegated: false, field: 'id', path: null, patterns: [[text]] }), limit: 1 },
      },
      signal,
    ),
  ]);
  const exactIds = exact.rows.map((row) => row.instanceId);
  const foundIds = ids.values.flatMap(({ value }) => value ?? []);
  return {
    ids: [...new Set([...exactIds, ...foundIds])],
    names: names.values.flatMap(({ value, count }) => (value === null ? [] : { name: value, count })),
    hasMoreIds: foundIds.length >= foundPerHub,
  };
}

function contains(value: string, text: string): boolean {
  return value.toLowerCase().includes(text.toLowerCase());
}

/** What still fits of the answer to a text before this one, so that the list does not empty with every key. */
function narrow(found: FoundInHub | undefined, text: string): FoundInHub | undefined {
  if (found === undefined || text === '') return undefined;
  return {
    ids: found.ids.filter((id) => contains(id, text)),
    names: found.names.filter(({ name }) => contains(name, text)),
    hasMoreIds: false,
  };
}

/** What the index of one hub knows by this text; without a text nothing is asked. */
export function searchHubQuery(hub: string, text: string) {
  const asked = text.slice(0, longestText);
  return queryOptions({
    queryKey: [...hubLevel(hub), 'palette', asked],
    queryFn: ({ signal }): Promise<FoundInHub> => inFewHubs(signal, () => search(hub, asked, signal)),
    enabled: asked !== '',
    placeholderData: (previous) => narrow(previous, asked),
    // What somebody is about to choose stays where it is.
    staleTime: 30_000,
    gcTime: 60_000,
  });
}
