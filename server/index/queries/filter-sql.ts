import type {
  FilterTerm,
  SpanBound,
  SpanField,
  TimeBound,
  TimeField,
} from '../../../shared/domain/instance-filter/filter-term.ts';
import { instantToTicks, type Instant } from '../../../shared/domain/instant.ts';
import type { Parameters } from './parameters.ts';
import { textSql } from './text-sql.ts';

interface Limit {
  readonly at: bigint;
  readonly isInclusive: boolean;
}

interface Range {
  readonly column: string;
  readonly from: Limit | null;
  readonly to: Limit | null;
}

const ticksPerMs = 10_000;

const timeColumns: Readonly<Record<TimeField, string>> = {
  created: 'created_at',
  updated: 'last_updated_at',
  completed: 'completed_at',
  scheduled: 'scheduled_start_at',
};

function ticksOf(ms: number): bigint {
  return BigInt(Math.round(ms * ticksPerMs));
}

function momentLimit(bound: TimeBound | null, now: bigint): Limit | null {
  if (bound === null) return null;
  const at = bound.kind === 'instant' ? instantToTicks(bound.at) : now - ticksOf(bound.ms);
  return { at, isInclusive: bound.isInclusive };
}

function spanLimit(bound: SpanBound | null): Limit | null {
  return bound && { at: ticksOf(bound.ms), isInclusive: bound.isInclusive };
}

/** The longer ago, the earlier: the upper limit of a span is the lower one of a time. */
function spanRange(field: SpanField, from: Limit | null, to: Limit | null, now: bigint): Range {
  if (field === 'duration') return { column: 'duration', from, to };
  const ago = (limit: Limit | null) => limit && { ...limit, at: now - limit.at };
  return { column: field === 'age' ? 'created_at' : 'last_updated_at', from: ago(to), to: ago(from) };
}

function rangeSql({ column, from, to }: Range, parameters: Parameters): string {
  const limits = [
    ...(from ? [`${column} ${from.isInclusive ? '>=' : '>'} ${parameters.integer(from.at)}`] : []),
    ...(to ? [`${column} ${to.isInclusive ? '<=' : '<'} ${parameters.integer(to.at)}`] : []),
  ];
  return limits.length > 0 ? limits.join(' AND ') : `${column} IS NOT NULL`;
}

function termSql(term: FilterTerm, now: bigint, parameters: Parameters): string {
  switch (term.field) {
    case 'status':
      return `list_contains(${parameters.texts(term.values)}, runtime_status)`;
    case 'kind':
      return `list_contains(${parameters.texts(term.values)}, kind)`;
    case 'partition':
      return `list_contains(${parameters.integers(term.values.map(BigInt))}, partition_number)`;
    case 'created':
    case 'updated':
    case 'completed':
    case 'scheduled': {
      const column = timeColumns[term.field];
      return rangeSql(
        { column, from: momentLimit(term.from, now), to: momentLimit(term.to, now) },
        parameters,
      );
    }
    case 'duration':
    case 'age':
    case 'idle':
      return rangeSql(spanRange(term.field, spanLimit(term.from), spanLimit(term.to), now), parameters);
    default:
      return textSql(term, parameters);
  }
}

/** The condition that holds for the rows that match all terms; relative times are reckoned from `now`. */
export function filterSql(terms: readonly FilterTerm[], now: Instant, parameters: Parameters): string {
  const nowTicks = instantToTicks(now);
  const conditions = terms.map((term) => {
    const sql = termSql(term, nowTicks, parameters);
    return term.isNegated ? `NOT coalesce((${sql}), false)` : `(${sql})`;
  });
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
}
