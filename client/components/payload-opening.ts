import type { PayloadInfo } from '../../shared/contract/payloads.ts';
import { mayBeMasked } from '../../shared/domain/masked-text.ts';

/** Read without being asked: less than what the page's own script weighs. */
const smallBytes = 32_000;

/** What one click on “Load” reads at most. */
export const firstReadChars = 200_000;
export const longestReadChars = 50_000_000;

/** The whole text when the preview is all of it. */
export function wholePreview(info: PayloadInfo): string | null {
  if (info.preview === null || info.sizeBytes === null) return null;
  // How much was masked is only told with the text itself.
  if (mayBeMasked(info.preview)) return null;
  return new TextEncoder().encode(info.preview).length === info.sizeBytes ? info.preview : null;
}

export function opensAtOnce(info: PayloadInfo): boolean {
  return info.location === 'inline' && info.sizeBytes !== null && info.sizeBytes <= smallBytes;
}
