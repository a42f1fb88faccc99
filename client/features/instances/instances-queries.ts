import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { listInstances, type InstanceRow } from '../../../shared/contract/instances.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { pagedLevel } from '../../api/query-levels.ts';
import type { ListOrder } from './instance-list-search.ts';

/** Code rather than data; once it is here it stays. */
export const filterGrammarQuery = queryOptions({
  queryKey: ['filter-grammar'],
  queryFn: async () => {
    const { validFilter } = await import('../../../shared/domain/instance-filter/edit-filter.ts');
    return { validFilter };
  },
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
});

/** What a list shows and in which order; `q` holds only what the server understands. */
export interface ListQuestion extends ListOrder {
  readonly q: string;
}

/** Rows stay where they are for as long as somebody reads them, whatever becomes of their instances. */
export interface ListedRow {
  readonly row: InstanceRow;
  readonly presence: 'listed' | 'unmatching' | 'gone';
}

/** The first page, which says how long the list is and which moment of the hub its further pages show. */
export interface ListHead extends Omit<ResultOf<typeof listInstances>, 'rows'> {
  readonly rows: readonly ListedRow[];
  readonly hub: string;
  readonly question: ListQuestion;
}

export interface ListPage {
  readonly rows: readonly ListedRow[];
  readonly nextCursor: string | null;
}

export const pageRows = 100;

/** The list never reads itself again: whoever looks at it decides when its rows may move. */
export const still = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export function listed(rows: readonly InstanceRow[]): ListedRow[] {
  return rows.map((row) => ({ row, presence: 'listed' }));
}

/** `question: null` = not known yet. */
export function listHeadQuery(hub: string, question: ListQuestion | null) {
  return queryOptions({
    queryKey: [...pagedLevel(hub), 'instances', question, 'head'],
    enabled: question !== null,
    queryFn: async ({ signal }): Promise<ListHead> => {
      if (question === null) throw new Error('The question of a list is not known yet.');
      const query = { ...question, limit: pageRows };
      const answer = await callEndpoint(listInstances, { params: { hub }, query }, signal);
      return { ...answer, rows: listed(answer.rows), hub, question };
    },
    placeholderData: keepPreviousData,
    ...still,
  });
}
