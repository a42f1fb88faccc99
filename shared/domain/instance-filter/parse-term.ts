import type { InstanceKind } from '../instance-id.ts';
import { runtimeStatuses, type RuntimeStatus } from '../runtime-status.ts';
import {
  filterFields,
  spanFields,
  textFields,
  timeFields,
  type FilterField,
  type FilterProblem,
  type FilterTerm,
  type SpanField,
  type TextField,
  type TextPattern,
  type TimeBound,
  type TimeField,
} from './filter-term.ts';
import { parseBounds, type Bounds } from './parse-bounds.ts';
import { parseMoment } from './parse-moment.ts';
import { parseSpan } from './parse-span.ts';
import type { ScannedTerm, ScannedValue } from './scan-terms.ts';

const statuses: readonly RuntimeStatus[] = [...runtimeStatuses, 'Unknown'];
const kinds: readonly InstanceKind[] = ['orchestration', 'entity'];

const timeHelp =
  'a date such as 2026-11-20, 2026-11-20T10:00Z or -2h, with >, >=, < or <=, or two with .. between';
const spanHelp =
  'a length such as 90s, 5m, 2h or 1d (36500d at most), with >, >=, < or <=, or two with .. between';

interface Place {
  readonly start: number;
  readonly end: number;
}

function problem({ start, end }: Place, message: string): FilterProblem {
  return { start, end, message };
}

function find<Word extends string>(words: readonly Word[], text: string | null): Word | undefined {
  return words.find((word) => word.toLowerCase() === text?.toLowerCase());
}

/** The value without wildcards; `null` when it has some. */
function literalOf({ parts }: ScannedValue): string | null {
  return parts.length === 1 ? (parts[0] ?? '') : null;
}

/** Every value turned by `convert`, or the first one that it does not know. */
function convertAll<Value>(
  { values }: ScannedTerm,
  convert: (literal: string | null) => Value | undefined,
  message: string,
): FilterProblem | readonly Value[] {
  const converted = new Set<Value>();
  for (const value of values) {
    const result = convert(literalOf(value));
    if (result === undefined) return problem(value, message);
    converted.add(result);
  }
  return [...converted];
}

function isProblem(result: object): result is FilterProblem {
  return 'message' in result;
}

function toPartition(literal: string | null): number | undefined {
  return literal !== null && /^\d{1,5}$/.test(literal) ? Number(literal) : undefined;
}

function parseChoice(
  scanned: ScannedTerm,
  field: 'status' | 'kind' | 'partition',
): FilterTerm | FilterProblem {
  const { isNegated } = scanned;
  if (field === 'status') {
    const message = `status knows ${statuses.join(', ').toLowerCase()}.`;
    const values = convertAll(scanned, (literal) => find(statuses, literal), message);
    return isProblem(values) ? values : { isNegated, field, values };
  }
  if (field === 'kind') {
    const message = `kind knows ${kinds.join(' and ')}.`;
    const values = convertAll(scanned, (literal) => find(kinds, literal), message);
    return isProblem(values) ? values : { isNegated, field, values };
  }
  const values = convertAll(
    scanned,
    toPartition,
    'partition takes the numbers of control queues, such as 0,3.',
  );
  return isProblem(values) ? values : { isNegated, field, values };
}

function parsePatterns(values: readonly ScannedValue[]): FilterProblem | readonly TextPattern[] {
  const missing = values.find(({ start, end }) => start === end);
  if (missing !== undefined) return problem(missing, 'A value is missing next to this comma.');
  return values.map(({ parts }) => parts);
}

function parseText(scanned: ScannedTerm, field: TextField): FilterTerm | FilterProblem {
  const { isNegated, values } = scanned;
  const patterns = parsePatterns(values);
  if (isProblem(patterns)) return patterns;
  // Tag names with dots are common, and tags have no members.
  const path = field === 'tag' && scanned.path !== null ? [scanned.path.join('.')] : scanned.path;
  return { isNegated, field, path, patterns };
}

/** `status=failed`, `custom.:a`: nobody looks for these in ids, and finding nothing would not say why. */
function findMistypedField({ values: [word] }: ScannedTerm): FilterField | undefined {
  const [, name = null] = /^([a-z]+)(?:\.[^:=]*)?[:=]/i.exec(word?.parts[0] ?? '') ?? [];
  return word?.isQuoted === true ? undefined : find(filterFields, name);
}

function parseBareWord(scanned: ScannedTerm): FilterTerm | FilterProblem {
  const mistyped = findMistypedField(scanned);
  if (mistyped !== undefined) {
    const form = mistyped === 'custom' || mistyped === 'tag' ? `${mistyped}.name` : mistyped;
    return problem(scanned, `Write ${form}:value. Quotes make it a text to find in ids.`);
  }
  const patterns = parsePatterns(scanned.values);
  if (isProblem(patterns)) return patterns;
  if (patterns.some((parts) => parts.length === 1 && parts[0] === '')) {
    return problem(scanned, 'Nothing to look for between these quotes.');
  }
  const { isNegated } = scanned;
  const contains = patterns.map((parts) => (parts.length === 1 ? ['', ...parts, ''] : parts));
  return { isNegated, field: 'id', path: null, patterns: contains };
}

function parseRange<Field extends TimeField | SpanField, Bound>(
  scanned: ScannedTerm,
  field: Field,
  parse: (text: string) => Bounds<Bound> | null,
  help: string,
) {
  const { isNegated, operator, values } = scanned;
  const [value] = values;
  if (value === undefined || values.length > 1) return problem(scanned, `${field} takes one value or range.`);
  const literal = literalOf(value);
  const isAny = value.parts.every((part) => part === '') && value.parts.length === 2;
  const isNone = literal === '' && value.isQuoted;
  if (operator === ':' && (isAny || isNone))
    return { isNegated: isNegated !== isNone, field, from: null, to: null };
  const bounds = literal === null ? null : parse(`${operator === ':' ? '' : operator}${literal}`);
  if (bounds === null) return problem(value.start < value.end ? value : scanned, `${field} takes ${help}.`);
  return { isNegated, field, ...bounds };
}

function toMsPoint(text: string): { ms: number } | null {
  const ms = parseSpan(text);
  return ms === null ? null : { ms };
}

function parseTimes(text: string, zone: string): Bounds<TimeBound> | null {
  function toPoint(typed: string) {
    const moment = parseMoment(typed, zone);
    return moment?.kind === 'instant' ? ({ kind: 'instant', at: moment.at } as const) : moment;
  }
  const whole = parseMoment(text, zone);
  if (whole?.kind !== 'instant') return parseBounds(text, toPoint);
  return {
    from: { kind: 'instant', at: whole.at, isInclusive: true },
    to: { kind: 'instant', at: whole.until, isInclusive: false },
  };
}

/** The reason why the outer form of a term cannot mean anything, whatever its values are. */
function findFormProblem(scanned: ScannedTerm, isRange: boolean): FilterProblem | null {
  const { start, end, key, path, operator, values, openQuoteAt } = scanned;
  const hasNone = key !== 'status' && key !== 'kind' && key !== 'partition';
  if (openQuoteAt !== null) return problem({ start: openQuoteAt, end }, 'This quote is never closed.');
  if (operator !== ':' && !isRange) {
    return problem(
      scanned,
      `${operator} is for times and lengths; ${key ?? ''} takes a value after a colon.`,
    );
  }
  if (path !== null && key !== 'custom' && key !== 'tag') {
    return problem(scanned, `${key ?? ''} has no members; custom.path and tag.name do.`);
  }
  const isEmpty = values.length === 1 && values[0]?.start === values[0]?.end;
  if (!isEmpty) return null;
  if (key === null) return problem({ start, end }, 'Nothing to leave out after this.');
  const none = hasNone ? `; ${key}:"" asks for none` : '';
  return problem({ start, end }, `A value is missing${none}.`);
}

/** One term out of its outer form, or why it is none. `zone` is for times that name none. */
export function parseTerm(scanned: ScannedTerm, zone: string): FilterTerm | FilterProblem {
  const { key, start, isNegated } = scanned;
  const field = find(filterFields, key);
  if (key !== null && field === undefined) {
    const from = start + (isNegated ? 1 : 0);
    const message = `There is no field “${key}”. Fields: ${filterFields.join(', ')}. Quotes make it a text to find in ids.`;
    return problem({ start: from, end: from + key.length }, message);
  }
  const time = find(timeFields, key);
  const span = find(spanFields, key);
  const formProblem = findFormProblem(scanned, time !== undefined || span !== undefined);
  if (formProblem !== null) return formProblem;
  if (time !== undefined) return parseRange(scanned, time, (text) => parseTimes(text, zone), timeHelp);
  if (span !== undefined) return parseRange(scanned, span, (text) => parseBounds(text, toMsPoint), spanHelp);
  if (field === 'status' || field === 'kind' || field === 'partition') return parseChoice(scanned, field);
  const textField = find(textFields, key);
  return textField === undefined ? parseBareWord(scanned) : parseText(scanned, textField);
}
