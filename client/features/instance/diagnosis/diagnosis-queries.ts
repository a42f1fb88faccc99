import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { diagnoseInstance } from '../../../../shared/contract/diagnosis.ts';
import type { RuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { instanceLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';

/** With another `status` it is asked at once: what was found before hardly holds. */
export function diagnosisQuery(hub: string, instanceId: string, status: RuntimeStatus) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'diagnosis', status],
    queryFn: ({ signal }) => callEndpoint(diagnoseInstance, { params: { hub, instanceId } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refresh.diagnosisMs,
  });
}
