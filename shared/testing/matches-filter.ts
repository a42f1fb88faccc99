import type { InstanceRow } from '../contract/instances.ts';
import type {
  FilterTerm,
  SpanBound,
  TextField,
  TextPattern,
  TimeBound,
  TimeField,
} from '../domain/instance-filter/filter-term.ts';
import { parseEntityId } from '../domain/instance-id.ts';
import { elapsedMs, instantToTicks, type Instant } from '../domain/instant.ts';

type TextTerm = Extract<FilterTerm, { field: TextField }>;

const ticksPerMs = 10_000;

/** Goes down into JSON; an object, an array, `null` or nothing at the end of the path is no value. */
function valueAtPath(json: string, path: readonly string[]): string | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return null;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(step)) return null;
    value = Object.entries(value).find(([name]) => name === step)?.[1];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : null;
}

function customValue(customStatus: string | null, path: readonly string[] | null): string | null {
  return customStatus === null || path === null ? customStatus : valueAtPath(customStatus, path);
}

function tagValues(tags: Readonly<Record<string, string>> | null, path: readonly string[] | null) {
  const entries = Object.entries(tags ?? {});
  if (path === null) return entries.map(([name]) => name);
  return entries.filter(([name]) => name === path[0]).map(([, value]) => value);
}

function failureText({ failure }: InstanceRow): string | null {
  if (failure === null) return null;
  return failure.errorType === null ? failure.message : `${failure.errorType}: ${failure.message}`;
}

/** All texts the row has in the field; one of them has to match. */
function textsOf(row: InstanceRow, { field, path }: TextTerm): readonly (string | null)[] {
  const entity = row.kind === 'entity' ? parseEntityId(row.instanceId) : null;
  switch (field) {
    case 'id':
      return [row.instanceId];
    case 'name':
      return [row.name];
    case 'version':
      return [row.version];
    case 'custom':
      return [customValue(row.customStatus, path)];
    case 'failure':
      return [failureText(row)];
    case 'fingerprint':
      return [row.failure?.fingerprint ?? null];
    case 'tag':
      return tagValues(row.tags, path);
    case 'parent':
      return [row.parentInstanceId, row.parentExecutionId];
    case 'entity':
      return [entity?.name ?? null];
    case 'key':
      return [entity?.key ?? null];
  }
}

function fitsInOrder(text: string, parts: TextPattern): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}

const caseSensitive: ReadonlySet<TextField> = new Set(['id', 'parent', 'key', 'fingerprint']);

function matchesPattern(text: string, pattern: TextPattern, { field, path }: TextTerm): boolean {
  const isSearch = field === 'failure' || (field === 'custom' && path === null);
  if (isSearch)
    return fitsInOrder(text.toLowerCase(), ['', ...pattern.map((part) => part.toLowerCase()), '']);
  if (pattern.length === 1) return text === pattern[0];
  if (caseSensitive.has(field)) return fitsInOrder(text, pattern);
  return fitsInOrder(
    text.toLowerCase(),
    pattern.map((part) => part.toLowerCase()),
  );
}

function matchesText(row: InstanceRow, term: TextTerm): boolean {
  const texts = textsOf(row, term).filter((text) => text !== null && text !== '');
  return term.patterns.some((pattern) => {
    const asksForNone = pattern.length === 1 && pattern[0] === '';
    return asksForNone ? texts.length === 0 : texts.some((text) => matchesPattern(text ?? '', pattern, term));
  });
}

function timeOf(row: InstanceRow, field: TimeField): Instant | null {
  const times = {
    created: row.createdAt,
    updated: row.lastUpdatedAt,
    completed: row.completedAt,
    scheduled: row.scheduledStartAt,
  };
  return times[field];
}

function ticksOf(bound: TimeBound, now: Instant): bigint {
  if (bound.kind === 'instant') return instantToTicks(bound.at);
  return instantToTicks(now) - BigInt(Math.round(bound.ms * ticksPerMs));
}

interface Limit {
  readonly at: bigint | number;
  readonly isInclusive: boolean;
}

/** A value that is not known is in no range, not even in one without limits. */
function isWithin(value: bigint | number | null, from: Limit | null, to: Limit | null): boolean {
  if (value === null) return false;
  if (from !== null && !(from.isInclusive ? value >= from.at : value > from.at)) return false;
  return to === null || (to.isInclusive ? value <= to.at : value < to.at);
}

function timeLimit(bound: TimeBound | null, now: Instant): Limit | null {
  return bound && { at: ticksOf(bound, now), isInclusive: bound.isInclusive };
}

function spanLimit(bound: SpanBound | null): Limit | null {
  return bound && { at: bound.ms, isInclusive: bound.isInclusive };
}

function spanOf(row: InstanceRow, field: 'duration' | 'age' | 'idle', now: Instant): number | null {
  const from = field === 'idle' ? row.lastUpdatedAt : row.createdAt;
  const to = field === 'duration' ? row.completedAt : now;
  return from === null || to === null ? null : elapsedMs(from, to);
}

function holds(row: InstanceRow, term: FilterTerm, now: Instant): boolean {
  switch (term.field) {
    case 'status':
      return term.values.includes(row.runtimeStatus);
    case 'kind':
      return term.values.includes(row.kind);
    case 'partition':
      return row.partition !== null && term.values.includes(row.partition);
    case 'created':
    case 'updated':
    case 'completed':
    case 'scheduled': {
      const time = timeOf(row, term.field);
      const value = time === null ? null : instantToTicks(time);
      return isWithin(value, timeLimit(term.from, now), timeLimit(term.to, now));
    }
    case 'duration':
    case 'age':
    case 'idle':
      return isWithin(spanOf(row, term.field, now), spanLimit(term.from), spanLimit(term.to));
    default:
      return matchesText(row, term);
  }
}

/** What a filter means, as plainly as it can be said: the index is compared with this. */
export function matchesFilter(row: InstanceRow, terms: readonly FilterTerm[], now: Instant): boolean {
  return terms.every((term) => holds(row, term, now) !== term.isNegated);
}
