import { parseFailureDetails, type Failure } from '../../shared/domain/failure-details.ts';
import { findBase64 } from '../../shared/domain/base64-text.ts';

/** Ways to look at a text. */
const payloadLooks = ['failure', 'tree', 'text', 'decoded', 'editor'] as const;
export type PayloadLook = (typeof payloadLooks)[number];

export interface LooksOfText {
  /** In the order of `payloadLooks`. */
  readonly offered: readonly PayloadLook[];
  readonly first: PayloadLook;
  readonly failure: Failure | null;
  /** `null` when the text is not base64. */
  readonly base64: string | null;
}

/** No failure is larger, and taking larger texts apart for a look would stop the page. */
const maxFailureChars = 500_000;

function looksLikeContainer(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function failureOf(text: string): Failure | null {
  if (text.length > maxFailureChars || !looksLikeContainer(text)) return null;
  const failure = parseFailureDetails(text);
  // Many inputs have a message; only exceptions have a type too.
  return failure?.errorType == null ? null : failure;
}

/** What ways there are to look at a text, and with which to begin. */
export function looksOf(text: string): LooksOfText {
  const failure = failureOf(text);
  const base64 = findBase64(text);
  const isTree = looksLikeContainer(text);
  const offered = payloadLooks.filter((look) => {
    if (look === 'failure') return failure !== null;
    if (look === 'tree') return isTree;
    return look !== 'decoded' || base64 !== null;
  });
  const first = failure?.stackTrace != null ? 'failure' : isTree ? 'tree' : 'text';
  return { offered, first, failure, base64 };
}
