/** Browsers lay out a line of a million characters for seconds. */
export const maxLineChars = 2_000;

function inPieces(line: string): string[] {
  if (line.length <= maxLineChars) return [line];
  return Array.from({ length: Math.ceil(line.length / maxLineChars) }, (_, part) =>
    line.slice(part * maxLineChars, (part + 1) * maxLineChars),
  );
}

/** Lines as a browser can show them: those that are too long are broken. */
export function splitLongLines(text: string): string[] {
  return text.split(/\r\n?|\n/).flatMap(inPieces);
}

export function hasLongLines(text: string): boolean {
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > maxLineChars) return true;
    if (end < 0) return false;
    start = end + 1;
  }
}
