import type { InstanceKind } from '../instance-id.ts';
import type { Instant } from '../instant.ts';
import type { RuntimeStatus } from '../runtime-status.ts';

/** Fields whose rows hold text. `custom` is the custom status, `failure` type and message of the failure. */
export const textFields = [
  'id',
  'name',
  'version',
  'custom',
  'failure',
  'fingerprint',
  'tag',
  'parent',
  'entity',
  'key',
] as const;
export type TextField = (typeof textFields)[number];

export const timeFields = ['created', 'updated', 'completed', 'scheduled'] as const;
export type TimeField = (typeof timeFields)[number];

/** `duration`: from creation to completion. `age`: since creation. `idle`: since the last update. */
export const spanFields = ['duration', 'age', 'idle'] as const;
export type SpanField = (typeof spanFields)[number];

export const filterFields = [
  'status',
  'kind',
  'partition',
  ...textFields,
  ...timeFields,
  ...spanFields,
] as const;
export type FilterField = (typeof filterFields)[number];

/**
 * The literal parts between the `*` of a pattern: `['order-', '']` is `order-*`. One part is an exact text; one empty part
 * means "has no value" (absent or empty).
 *
 * Exact texts and ids are compared letter by letter; a pattern with `*` ignores case in every field but `id`, `parent`,
 * `key` and `fingerprint`. `custom` without a path and `failure` always ask whether the text contains the parts in order, ignoring case.
 */
export type TextPattern = readonly string[];

export type TimeBound =
  | { readonly kind: 'instant'; readonly at: Instant; readonly isInclusive: boolean }
  /** `ms` before the moment the question is asked; negative = after it. */
  | { readonly kind: 'ago'; readonly ms: number; readonly isInclusive: boolean };

export interface SpanBound {
  readonly ms: number;
  readonly isInclusive: boolean;
}

/**
 * One condition; a row without a value in the field never matches it, hence always matches its negation. A range without
 * limits asks whether there is a value at all.
 */
export type FilterTerm = { readonly isNegated: boolean } & (
  | { readonly field: 'status'; readonly values: readonly RuntimeStatus[] }
  | { readonly field: 'kind'; readonly values: readonly InstanceKind[] }
  | { readonly field: 'partition'; readonly values: readonly number[] }
  | {
      readonly field: TextField;
      /** Path into the custom status, segments in order, or one tag name; `null` = the whole custom status, any tag. */
      readonly path: readonly string[] | null;
      /** One of them has to match. */
      readonly patterns: readonly TextPattern[];
    }
  | { readonly field: TimeField; readonly from: TimeBound | null; readonly to: TimeBound | null }
  | { readonly field: SpanField; readonly from: SpanBound | null; readonly to: SpanBound | null }
);

/** Part of a filter text that is not understood. */
export interface FilterProblem {
  /** UTF-16 positions in the text. */
  readonly start: number;
  readonly end: number;
  /** Written for the person who typed it. */
  readonly message: string;
}
