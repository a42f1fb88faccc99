import { useMemo } from 'react';
import { hexDump } from '../../shared/domain/base64-text.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { PayloadText } from './payload-text.tsx';
import { PlainText } from './plain-text.tsx';

/** More bytes in hex help nobody. */
const maxHexBytes = 65_536;

interface Decoded {
  readonly sizeBytes: number;
  /** `null` = the bytes are no UTF-8. */
  readonly text: string | null;
  readonly hex: string;
}

function decode(base64: string): Decoded {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { sizeBytes: bytes.length, text, hex: '' };
  } catch {
    return { sizeBytes: bytes.length, text: null, hex: hexDump(bytes.subarray(0, maxHexBytes)) };
  }
}

/** What base64 stands for: text when its bytes are, else the bytes. */
export function PayloadDecoded({ base64, what }: { base64: string; what: string }) {
  const { sizeBytes, text, hex } = useMemo(() => decode(base64), [base64]);
  if (text !== null)
    return (
      <>
        <p className="text-sm text-ink-muted">{formatBytes(sizeBytes)} of text in base64</p>
        <PayloadText text={text} what={`decoded ${what}`} />
      </>
    );
  return (
    <>
      <p className="text-sm text-ink-muted">
        {formatBytes(sizeBytes)} in base64 that are no text
        {sizeBytes > maxHexBytes && `; the first ${formatBytes(maxHexBytes)} of them`}
      </p>
      <PlainText text={hex} label={`bytes of the ${what}`} />
    </>
  );
}
