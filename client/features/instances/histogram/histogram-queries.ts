import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf } from '../../../../shared/contract/endpoint.ts';
import { instanceHistogram } from '../../../../shared/contract/instance-histogram.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { indexLevel } from '../../../api/query-levels.ts';

export type HistogramBy = 'created' | 'updated';
export type HistogramColor = 'status' | 'name';

export interface HistogramQuestion {
  /** Understood filter text. */
  readonly q: string;
  readonly by: HistogramBy;
  readonly color: HistogramColor;
}

/** While the next answer is on its way the one before is shown, which may have been asked otherwise. */
export interface HistogramAnswer extends ResultOf<typeof instanceHistogram> {
  readonly asked: HistogramQuestion;
}

export function histogramQuery(hub: string, asked: HistogramQuestion) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'instance-histogram', asked],
    queryFn: async ({ signal }): Promise<HistogramAnswer> => {
      const answer = await callEndpoint(instanceHistogram, { params: { hub }, query: { ...asked } }, signal);
      return { ...answer, asked };
    },
    placeholderData: keepPreviousData,
  });
}
