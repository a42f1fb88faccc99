import { filterFields, spanFields, timeFields, type FilterField } from './filter-term.ts';
import { scanTerms, type ScannedTerm } from './scan-terms.ts';

/** What can be completed where somebody types. */
export interface Completion {
  /** What a choice replaces, in UTF-16 positions. */
  readonly start: number;
  readonly end: number;
  /** The text before the caret to look for, without quotes, escapes and wildcards. */
  readonly typed: string;
  /** `path`: the name of a tag, or a place in the custom status. */
  readonly offers: 'field' | 'path' | 'value';
  /** Whose values or paths are offered; `null` with fields. */
  readonly field: FilterField | null;
  readonly path: readonly string[] | null;
}

const rangeFields: ReadonlySet<FilterField> = new Set([...timeFields, ...spanFields]);

function offerFields(text: string, start: number, end: number, caret: number): Completion {
  return { start, end, typed: text.slice(start, caret), offers: 'field', field: null, path: null };
}

const pathHead = /^-?(tag|custom)\./i;

/** Behind the dot, whether or not a value follows. */
function offerPaths(text: string, term: ScannedTerm, caret: number): Completion | null {
  const [head, name] = pathHead.exec(text.slice(term.start, term.end)) ?? [];
  if (head === undefined) return null;
  const start = term.start + head.length;
  const end = term.key === null ? term.end : (term.values[0]?.start ?? term.end) - term.operator.length;
  if (caret < start || caret > end) return null;
  const typed = text.slice(start, caret).replaceAll('"', '');
  const field = name?.toLowerCase() === 'tag' ? 'tag' : 'custom';
  return { start, end, typed, offers: 'path', field, path: null };
}

/** The side of a range that the caret is in, without the comparison before it. */
function sideAt(text: string, start: number, end: number, caret: number) {
  const before = text.slice(start, caret);
  const [sign = ''] = /^(?:.*\.\.)?[<>]?=?/s.exec(before) ?? [];
  const dots = text.slice(start + sign.length, end).indexOf('..');
  return {
    start: start + sign.length,
    end: dots < 0 ? end : Math.max(caret, start + sign.length + dots),
    typed: before.slice(sign.length).replace(/^"/, ''),
  };
}

function offerValues(text: string, term: ScannedTerm, field: FilterField, caret: number): Completion | null {
  const value = term.values.find(({ start, end }) => start <= caret && caret <= end);
  if (value === undefined) return null;
  const { path } = term;
  const { start, end } = value;
  if (rangeFields.has(field)) {
    return { ...sideAt(text, start, end, caret), offers: 'value', field, path };
  }
  const typed = scanTerms(text.slice(term.start, caret)).at(-1)?.values.at(-1)?.parts.join('') ?? '';
  return { start, end, typed, offers: 'value', field, path };
}

/** `null` = nothing is known that could stand at the caret. */
export function completionAt(text: string, caret: number): Completion | null {
  const term = scanTerms(text).find(({ start, end }) => start <= caret && caret <= end);
  if (term === undefined) return offerFields(text, caret, caret, caret);
  const keyStart = term.start + (term.isNegated ? 1 : 0);
  if (caret < keyStart) return null;
  const paths = offerPaths(text, term, caret);
  if (paths !== null) return paths;
  if (term.key === null) return offerFields(text, keyStart, term.end, caret);
  const keyEnd = keyStart + term.key.length;
  if (caret <= keyEnd) return offerFields(text, keyStart, keyEnd, caret);
  const field = filterFields.find((candidate) => candidate === term.key);
  return field === undefined ? null : offerValues(text, term, field, caret);
}
