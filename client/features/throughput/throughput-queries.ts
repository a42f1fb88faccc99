import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { getThroughput } from '../../../shared/contract/throughput.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel } from '../../api/query-levels.ts';
import type { TimeWindow } from '../../lib/time-window.ts';
import { refresh } from '../../api/refresh.ts';
import { windowAt, type ChosenWindow } from './throughput-window.ts';

export interface Throughput extends ResultOf<typeof getThroughput> {
  readonly asked: TimeWindow;
}

/** The most there are, so that choosing names asks nobody. */
const names = 20;

export function throughputQuery(hub: string, q: string, chosen: ChosenWindow) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'throughput', q, chosen],
    queryFn: async ({ signal }): Promise<Throughput> => {
      const asked = windowAt(chosen, Date.now());
      const query = { q, from: msToInstant(asked.fromMs), to: msToInstant(asked.toMs), names };
      return { ...(await callEndpoint(getThroughput, { params: { hub }, query }, signal)), asked };
    },
    placeholderData: keepPreviousData,
    refetchInterval: chosen.kind === 'last' ? refresh.movingWindowMs : false,
  });
}
