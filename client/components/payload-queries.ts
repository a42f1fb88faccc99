import { queryOptions, skipToken } from '@tanstack/react-query';
import { readPayload, type Payload, type PayloadInfo } from '../../shared/contract/payloads.ts';
import { callEndpoint } from '../api/call-endpoint.ts';
import { instanceLevel } from '../api/query-levels.ts';

export interface PayloadSource {
  readonly hub: string;
  readonly instanceId: string;
  readonly info: PayloadInfo;
}

/** Read again only when what is known about the payload from outside has changed. */
export function payloadQuery({ hub, instanceId, info }: PayloadSource, maxChars: number) {
  const { ref, sizeBytes, storedBytes, preview } = info;
  return queryOptions<Payload>({
    queryKey: [
      ...instanceLevel(hub, instanceId),
      'payload',
      ref,
      { sizeBytes, storedBytes, preview, maxChars },
    ],
    queryFn: ({ signal }) =>
      callEndpoint(readPayload, { params: { hub, instanceId }, query: { ref, maxChars } }, signal),
    staleTime: Infinity,
  });
}

/** Where there is no payload to read. */
export const noPayloadQuery = queryOptions<Payload>({ queryKey: ['no payload'], queryFn: skipToken });
