import { useQuery } from '@tanstack/react-query';
import { firstReadChars, opensAtOnce, wholePreview } from './payload-opening.ts';
import { noPayloadQuery, payloadQuery, type PayloadSource } from './payload-queries.ts';
import { usePayloadReader } from './payload-reader.ts';

/** The text of a payload small enough to be read without asking; `null` while it is not here, and when it is too large. */
export function useSmallPayload(source: PayloadSource | null): string | null {
  const read = usePayloadReader();
  const whole = source && wholePreview(source.info);
  const isRead =
    source !== null && whole === null && source.info.problem === null && opensAtOnce(source.info);
  const { data } = useQuery(isRead ? payloadQuery(read, source, firstReadChars) : noPayloadQuery);
  return whole ?? (data?.isTruncated === false ? data.text : null);
}
