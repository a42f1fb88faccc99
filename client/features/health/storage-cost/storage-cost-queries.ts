import { queryOptions } from '@tanstack/react-query';
import { getStorageCost } from '../../../../shared/contract/storage-cost.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';

export function storageCostQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'storage-cost'],
    queryFn: ({ signal }) => callEndpoint(getStorageCost, { params: { hub } }, signal),
    refetchInterval: refresh.storageCostMs,
  });
}
