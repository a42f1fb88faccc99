/** Part of a text and what stands there instead. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits must not overlap and are in order. Of the result only what was before `keepChars` is kept. */
export function applyEdits(text: string, edits: readonly TextEdit[], keepChars = Infinity): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.start >= keepChars) break;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  const end = Math.min(text.length, keepChars);
  if (at < end) parts.push(withoutHalfPair(text.slice(at, end)));
  return parts.join('');
}

function withoutHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** In order, those that touch or overlap as one. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of [...ranges].sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else if (range.end > last.end) merged[merged.length - 1] = { start: last.start, end: range.end };
  }
  return merged;
}
