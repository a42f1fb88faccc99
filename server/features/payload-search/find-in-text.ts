const charsBefore = 60;
const charsAfter = 120;

export interface Find {
  readonly excerpt: string;
  /** Where in the excerpt the find is, in UTF-16 units. */
  readonly at: number;
  readonly length: number;
}

function isInsidePair(text: string, position: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(position - 1, position + 1));
}

/** The first place where the pattern is found, with some of the text around it. */
export function findInText(text: string, pattern: RegExp): Find | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [found] = match;
  const end = match.index + found.length;
  let from = Math.max(0, match.index - charsBefore);
  let to = Math.min(text.length, end + charsAfter);
  if (from > 0 && isInsidePair(text, from)) from += 1;
  if (to < text.length && isInsidePair(text, to)) to -= 1;
  return { excerpt: text.slice(from, to), at: match.index - from, length: found.length };
}
