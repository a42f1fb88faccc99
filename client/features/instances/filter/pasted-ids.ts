import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { printTerm } from '../../../../shared/domain/instance-filter/print-filter.ts';

function isFilterText(line: string): boolean {
  return parseFilter(line, 'UTC').terms.some(({ term }) => term.field !== 'id' || line.includes('id:'));
}

/** Every id once, in order; they stand on lines of their own or between commas. */
export function idsIn(text: string): string[] {
  const ids = text.split(/[\r\n,]+/u).map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** Pasted lines as filter text: lines that are no filter are ids. `null` for a single line, which needs no help. */
export function filterOfPasted(text: string): string | null {
  const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  if (lines.some(isFilterText)) return lines.join(' ');
  const patterns = idsIn(text).map((id) => [id]);
  return printTerm({ isNegated: false, field: 'id', path: null, patterns });
}
