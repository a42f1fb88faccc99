import { useQuery } from '@tanstack/react-query';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { firstReadChars, wholePreview } from '../../components/payload-opening.ts';
import { noPayloadQuery, payloadQuery } from '../../components/payload-queries.ts';
import { usePayloadReader } from '../../components/payload-reader.ts';
import { describeError } from '../../lib/error-words.ts';
import type { CommandTarget } from './send-command.ts';

export type StoredText =
  | { readonly state: 'reading' }
  | { readonly state: 'whole'; readonly text: string }
  /** It must not be sent back as it is shown. */
  | { readonly state: 'unusable'; readonly why: string };

/** The text of a payload that an editor begins with; read only when `isWanted`. */
export function useStoredText(
  target: CommandTarget,
  info: PayloadInfo | null,
  isWanted: boolean,
): StoredText {
  const read = usePayloadReader();
  const whole = info === null ? '' : wholePreview(info);
  const isRead = isWanted && info !== null && whole === null && info.problem === null;
  const source = isRead ? payloadQuery(read, { ...target, info }, firstReadChars) : noPayloadQuery;
  const { data, error } = useQuery(source);
  if (whole !== null) return { state: 'whole', text: whole };
  if (info?.problem != null) return { state: 'unusable', why: info.problem };
  if (error !== null) return { state: 'unusable', why: describeError(error).detail };
  if (data === undefined) return { state: 'reading' };
  if (data.maskedCount > 0) return { state: 'unusable', why: 'parts of it are masked' };
  if (data.isTruncated) return { state: 'unusable', why: 'it is too long' };
  return { state: 'whole', text: data.text };
}
