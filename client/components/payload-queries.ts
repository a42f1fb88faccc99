import { queryOptions, skipToken } from '@tanstack/react-query';
import type { Payload, PayloadInfo } from '../../shared/contract/payloads.ts';
import { instanceLevel } from '../api/query-levels.ts';
import type { PayloadReader } from './payload-reader.ts';

export interface PayloadSource {
  readonly hub: string;
  readonly instanceId: string;
  readonly info: PayloadInfo;
}

/** Read again only when what is known about the payload from outside has changed. */
export function payloadQuery(
  read: PayloadReader,
  { hub, instanceId, info }: PayloadSource,
  maxChars: number,
) {
  const { ref, sizeBytes, storedBytes, preview } = info;
  return queryOptions<Payload>({
    queryKey: [
      ...instanceLevel(hub, instanceId),
      'payload',
      ref,
      { sizeBytes, storedBytes, preview, maxChars },
    ],
    queryFn: ({ signal }) => read({ hub, instanceId, ref }, maxChars, signal),
    staleTime: Infinity,
  });
}

/** Where there is no payload to read. */
export const noPayloadQuery = queryOptions<Payload>({ queryKey: ['no payload'], queryFn: skipToken });
