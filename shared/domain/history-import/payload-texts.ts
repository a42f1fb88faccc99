import type { PayloadInfo } from '../../contract/payloads.ts';
import { utf8Bytes } from '../utf8-bytes.ts';

const previewChars = 256;

/** Collects the texts of a file's payloads and hands out what stands for them. */
export class PayloadTexts {
  readonly byRef = new Map<string, string>();

  keep(ref: string, text: string): PayloadInfo {
    this.byRef.set(ref, text);
    return {
      ref,
      location: 'inline',
      sizeBytes: utf8Bytes(text),
      storedBytes: null,
      preview: text.slice(0, previewChars),
      problem: null,
    };
  }

  /** Values that a file holds as JSON of its own are written out again. */
  keepValue(ref: string, value: unknown): PayloadInfo | null {
    if (value === null || value === undefined) return null;
    return this.keep(ref, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
