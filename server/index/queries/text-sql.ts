import type {
  FilterTerm,
  TextField,
  TextPattern,
} from '../../../shared/domain/instance-filter/filter-term.ts';
import type { Parameters } from './parameters.ts';

type TextTerm = Extract<FilterTerm, { field: TextField }>;
type SingleText = Exclude<TextField, 'parent' | 'tag' | 'custom'>;

/** Longer lists of exact texts are joined instead of compared one by one. */
const comparedOneByOne = 8;

/** What the row has in the field; a text of no letters counts as none. */
const singleTexts: Readonly<Record<SingleText, string>> = {
  id: 'instance_id',
  name: 'name',
  version: 'version',
  failure: "(coalesce(error_type || ': ', '') || failure_message)",
  fingerprint: 'fingerprint',
  entity: 'CASE WHEN entity_key IS NOT NULL THEN name END',
  key: 'entity_key',
};

const caseSensitive: ReadonlySet<TextField> = new Set(['id', 'parent', 'key', 'fingerprint']);

type JsonColumn = 'custom_status' | 'tags';

/** Few texts are kept once for many rows: a plain function is asked of each text instead of each row, a comparison is not. */
const fewTexts: ReadonlySet<TextField> = new Set(['name', 'version', 'fingerprint', 'entity']);

function jsonPointer(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Text in JSON is written as it is, unless with a backslash: what has neither need not be parsed. */
function mayHold(column: JsonColumn, texts: readonly string[], parameters: Parameters): string {
  const written = texts.map((each) => `contains(${column}, ${parameters.text(each)})`);
  return `(${[...written, `contains(${column}, '\\')`].join(' OR ')})`;
}

/** Of an array, items are named that are not written as names. */
function isWritten(step: string): boolean {
  return /[^\d-]/.test(step);
}

/** Followed by what else has to hold. */
function mayHavePath(path: readonly string[], parameters: Parameters): string {
  const written = path.filter(isWritten);
  return written.map((step) => `${mayHold('custom_status', [step], parameters)} AND `).join('');
}

/** The JSON functions fail on what is no JSON, so they may not be asked before `json_valid`, which only `CASE` ensures. */
function customValue(path: readonly string[], parameters: Parameters): string {
  const pointer = parameters.text(jsonPointer(path));
  const value = `json_extract_string(custom_status, ${pointer})`;
  return `CASE WHEN ${mayHavePath(path, parameters)}json_valid(custom_status) THEN CASE json_type(custom_status, ${pointer})
    WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL
    WHEN 'DOUBLE' THEN regexp_replace(${value}, '\\.0$', '') ELSE ${value} END END`;
}

function isSearch({ field, path }: TextTerm): boolean {
  return field === 'failure' || (field === 'custom' && path === null);
}

function likePattern(parts: TextPattern): string {
  return parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%');
}

/** The plain functions are several times as fast as LIKE with a pattern that is not part of the SQL. */
function fitsParts(text: string, parts: TextPattern, parameters: Parameters, fold: Fold): string {
  const [first = '', second = '', third] = parts;
  const given = (part: string) => fold(parameters.text(part));
  if (parts.length === 2 && second === '') return `starts_with(${fold(text)}, ${given(first)})`;
  if (parts.length === 2 && first === '') return `ends_with(${fold(text)}, ${given(second)})`;
  if (parts.length === 3 && first === '' && third === '') return `contains(${fold(text)}, ${given(second)})`;
  return `${fold(text)} LIKE ${given(likePattern(parts))} ESCAPE '\\'`;
}

type Fold = (text: string) => string;
const asIs: Fold = (text) => text;
const ignoringCase: Fold = (text) => `lower(${text})`;

function matchesParts(text: string, parts: TextPattern, term: TextTerm, parameters: Parameters): string {
  const around = isSearch(term) ? ['', ...parts, ''] : parts;
  if (around.every((part) => part === '')) return `${text} <> ''`;
  return fitsParts(text, around, parameters, caseSensitive.has(term.field) ? asIs : ignoringCase);
}

function isOneOf(
  text: string,
  exact: readonly string[],
  { field }: TextTerm,
  parameters: Parameters,
): string {
  if (exact.length > comparedOneByOne) return `${text} IN (SELECT unnest(${parameters.texts(exact)}))`;
  if (fewTexts.has(field)) return `list_contains(${parameters.texts(exact)}, ${text})`;
  return `${text} IN (${exact.map((each) => parameters.text(each)).join(', ')})`;
}

/** Hashes of ids are numbers, which are looked through several times as fast as the ids. */
export function hasIdAmong(ids: readonly string[], parameters: Parameters): string {
  const list = parameters.texts(ids);
  return `id_hash IN (SELECT hash(unnest(${list}))) AND instance_id IN (SELECT unnest(${list}))`;
}

/** Not everything that looks like a number is written the way it is compared. */
function isWrittenAsCompared(text: string): boolean {
  return Number.isNaN(Number(text));
}

function isExactly(text: string, exact: readonly string[], term: TextTerm, parameters: Parameters): string {
  if (term.field === 'id') return `(${hasIdAmong(exact, parameters)})`;
  const isSame = isOneOf(text, exact, term, parameters);
  if (term.field === 'tag') return `(${mayHold('tags', exact, parameters)} AND ${isSame})`;
  if (term.field !== 'custom') return isSame;
  const mayHoldText = exact.every(isWrittenAsCompared)
    ? `${mayHold('custom_status', exact, parameters)} AND `
    : '';
  // The value asks for its path itself, but not before all else of it is asked of every row.
  return `(${mayHavePath(term.path ?? [], parameters)}${mayHoldText}${isSame})`;
}

/** Whether one of the patterns fits the text, `null` when there is no text; those that ask for no text are left to others. */
function matchesText(text: string, term: TextTerm, parameters: Parameters): string[] {
  const asked = term.patterns.filter((pattern) => !asksForNone(pattern));
  const isExact = (pattern: TextPattern) => pattern.length === 1 && !isSearch(term);
  const exact = asked.filter(isExact).flat();
  const open = asked.filter((pattern) => !isExact(pattern));
  return [
    ...(exact.length > 0 ? [isExactly(text, exact, term, parameters)] : []),
    ...open.map((parts) => matchesParts(text, parts, term, parameters)),
  ];
}

/** Finding out that there is no text is quicker than putting one together. */
function ofThoseWithText(conditions: string[], { field }: TextTerm): string[] {
  if (field !== 'failure' || conditions.length === 0) return conditions;
  return [`(failure_message IS NOT NULL AND (${conditions.join(' OR ')}))`];
}

function asksForNone(pattern: TextPattern): boolean {
  return pattern.length === 1 && pattern[0] === '';
}

function tagNameSql(term: TextTerm, parameters: Parameters): string {
  const conditions = matchesText('tag', term, parameters);
  const some = (condition: string) =>
    `coalesce(len(list_filter(json_keys(tags), lambda tag: ${condition})), 0)`;
  return [
    ...(conditions.length > 0 ? [`${some(conditions.join(' OR '))} > 0`] : []),
    ...(term.patterns.some(asksForNone) ? [`${some("tag <> ''")} = 0`] : []),
  ].join(' OR ');
}

function textsOf({ field, path }: TextTerm, parameters: Parameters): readonly string[] {
  if (field === 'parent') return ['parent_instance_id', 'parent_execution_id'];
  if (field === 'tag') return [`json_extract_string(tags, ${parameters.text(jsonPointer(path ?? []))})`];
  if (field === 'custom') return [path === null ? 'custom_status' : customValue(path, parameters)];
  return [singleTexts[field]];
}

/** True, false or, for a row without a value, perhaps null. */
export function textSql(term: TextTerm, parameters: Parameters): string {
  if (term.field === 'tag' && term.path === null) return tagNameSql(term, parameters);
  const texts = textsOf(term, parameters);
  const none = texts.map((text) => `(${text} IS NULL OR ${text} = '')`).join(' AND ');
  return [
    ...ofThoseWithText(
      texts.flatMap((text) => matchesText(text, term, parameters)),
      term,
    ),
    ...(term.patterns.some(asksForNone) ? [`(${none})`] : []),
  ].join(' OR ');
}
