import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { searchAudit } from '../../shared/contract/audit.ts';
import type { QueryOf } from '../../shared/contract/endpoint.ts';
import { callEndpoint } from './call-endpoint.ts';
import { auditLevel } from './query-levels.ts';

export type AuditQuestion = Omit<QueryOf<typeof searchAudit>, 'cursor'>;

/** Attempted commands page by page, the latest first. */
export function auditQuery(hub: string, question: AuditQuestion) {
  return infiniteQueryOptions({
    queryKey: [...auditLevel(hub), question],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...question, ...(pageParam !== null && { cursor: pageParam }) };
      return callEndpoint(searchAudit, { params: { hub }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
