/** Shorter ones are words more often than bytes. */
const shortestChars = 16;
/** Spares long texts of other kinds the closer look. */
const beginning = /^\s*"?[A-Za-z0-9+/\\]{16}/;
// One repeated group for the whole text would fill the stack on texts of megabytes.
const foreign = /[^A-Za-z0-9+/]/;

function unquoted(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}

/** The base64 in a text that is nothing else, or in a JSON string that is nothing else; `null` when there is none. */
export function findBase64(text: string): string | null {
  if (!beginning.test(text)) return null;
  const candidate = unquoted(text)
    .replaceAll(String.raw`\u002B`, '+')
    .replaceAll(String.raw`\/`, '/');
  if (candidate.length < shortestChars || candidate.length % 4 !== 0) return null;
  const body = candidate.endsWith('==') ? candidate.slice(0, -2) : candidate.replace(/=$/, '');
  return foreign.test(body) ? null : candidate;
}

const bytesPerLine = 16;

/** As hex editors show bytes: offset, bytes, and the letters among them. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const line = [...bytes.subarray(at, at + bytesPerLine)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = line
      .map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(bytesPerLine * 3 - 1)}  ${letters}`);
  }
  return lines.join('\n');
}
