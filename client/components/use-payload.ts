import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Payload } from '../../shared/contract/payloads.ts';
import { firstReadChars, longestReadChars, opensAtOnce, wholePreview } from './payload-opening.ts';
import { payloadQuery, type PayloadSource } from './payload-queries.ts';
import { usePayloadReader } from './payload-reader.ts';

export interface PayloadReading {
  /** What has been read; `null` = nothing yet. */
  readonly payload: Payload | null;
  readonly error: Error | null;
  readonly isReading: boolean;
  /** The text is cut and the rest can be read. */
  readonly hasMore: boolean;
  readonly read: () => void;
  readonly readAll: () => void;
  readonly retry: () => void;
}

function fromPreview({ info }: PayloadSource): Payload | null {
  const text = wholePreview(info);
  if (text === null) return null;
  const { sizeBytes } = info;
  return { text, sizeBytes, storedBytes: null, isTruncated: false, maskedCount: 0, problem: null };
}

/** A payload that comes by itself when it is small, and when it is asked for when not. */
export function usePayload(source: PayloadSource): PayloadReading {
  const reader = usePayloadReader();
  const [maxChars, setMaxChars] = useState(firstReadChars);
  const [isWanted, setIsWanted] = useState(false);
  const known = fromPreview(source);
  const isReadable = known === null && source.info.problem === null;
  const query = useQuery({
    ...payloadQuery(reader, source, maxChars),
    enabled: isReadable && (isWanted || opensAtOnce(source.info)),
    placeholderData: keepPreviousData,
  });
  const payload = known ?? query.data ?? null;
  return {
    payload,
    error: query.error,
    isReading: query.isFetching,
    hasMore:
      payload?.isTruncated === true &&
      payload.problem === null &&
      (maxChars < longestReadChars || query.isPlaceholderData),
    read: () => setIsWanted(true),
    readAll: () => setMaxChars(longestReadChars),
    retry: () => void query.refetch(),
  };
}
