/** What spreadsheets begin a formula with, in half and full width. */
const opener = '[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]';
/** What some of them pass over before they look. */
const skipped = '[\\s\\p{Cc}\\p{Cf}"\']*';

const atStart = new RegExp(`^(?:[\\t\\r\\n]|${skipped}${opener})`, 'u');

/**
 * A spreadsheet set to another separator, or one that ignores quotes, begins a cell in the middle of a text. A plain
 * number there is no formula, and JSON is full of them.
 */
const plainNumber = '[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\s*(?:[,;\\]}\\r\\n]|$)';
const inTheMiddle = new RegExp(`(?<=[,;\\t\\r\\n]${skipped})(?!${plainNumber})(?=${opener})`, 'gu');

/** The text with an apostrophe before whatever a spreadsheet might calculate; it shows the rest as it is. */
export function formulaSafe(text: string): string {
  const marked = text.replace(inTheMiddle, "'");
  return atStart.test(marked) ? `'${marked}` : marked;
}
