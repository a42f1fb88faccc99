import { filterFields } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { printPattern } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { scanTerms } from '../../../../shared/domain/instance-filter/scan-terms.ts';

function isFilterText(line: string): boolean {
  return parseFilter(line, 'UTC').terms.some(({ term }) => term.field !== 'id' || line.includes('id:'));
}

/** Every id once, in order. On one line they stand between commas; on several a comma with nothing behind it may be part of one. */
export function idsIn(text: string): string[] {
  const isOneLine = !/[\r\n]/u.test(text.trim());
  const ids = text.split(isOneLine ? /,/u : /[\r\n]+|,+(?=\s|$)/u).map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** Ids between commas and blanks; a filter, or a text in quotes, may hold these too. */
function isIdList(line: string): boolean {
  const hasField = scanTerms(line).some(({ key }) => filterFields.some((field) => field === key));
  return /,\s+\S/u.test(line) && !hasField && !line.includes('"');
}

/** What may stand behind the text: one more term, one more value, or only more of what is begun. */
function nextAfter(text: string): 'term' | 'value' | null {
  const last = scanTerms(text).at(-1);
  if (last === undefined || last.end < text.length) return 'term';
  const value = last.values.at(-1);
  return last.key !== null && last.operator === ':' && value?.start === value?.end ? 'value' : null;
}

/**
 * Pasted lines, or ids between commas, as the text that goes behind `before`: lines that are no filter are ids.
 * `null` for one piece, which needs no help.
 */
export function filterOfPasted(text: string, before: string): string | null {
  const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const next = nextAfter(before);
  if (lines.length < 2 && (next === null || !isIdList(first))) return null;
  const ids = idsIn(text)
    .map((id) => printPattern([id]))
    .join(',');
  if (next === 'value') return ids;
  const filter = lines.some(isFilterText) ? lines.join(' ') : `id:${ids}`;
  return next === 'term' ? filter : ` ${filter}`;
}
