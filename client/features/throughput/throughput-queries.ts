import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { getThroughput } from '../../../shared/contract/throughput.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import { windowAt, type ChosenWindow } from './throughput-window.ts';

export type Throughput = ResultOf<typeof getThroughput>;

/** The most there are, so that choosing names asks nobody. */
const names = 20;

export function throughputQuery(hub: string, q: string, chosen: ChosenWindow) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'throughput', q, chosen],
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = windowAt(chosen, Date.now());
      const query = { q, from: msToInstant(fromMs), to: msToInstant(toMs), names };
      return callEndpoint(getThroughput, { params: { hub }, query }, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: chosen.kind === 'last' ? refresh.movingWindowMs : false,
  });
}
