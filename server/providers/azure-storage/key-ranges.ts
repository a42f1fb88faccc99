import { odataString } from './format/partition-key.ts';

/** Partition keys behind `after` up to and with `to`; `null` = no bound. */
export interface KeyRange {
  readonly after: string | null;
  readonly to: string | null;
}

export const allKeys: KeyRange = { after: null, to: null };

export function rangeFilter({ after, to }: KeyRange): string | undefined {
  const conditions = [
    ...(after === null ? [] : [`PartitionKey gt ${odataString(after)}`]),
    ...(to === null ? [] : [`PartitionKey le ${odataString(to)}`]),
  ];
  return conditions.length === 0 ? undefined : conditions.join(' and ');
}

export function allOf(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? undefined : given.join(' and ');
}

/** A key that cannot be written into a filter, because half of a character is missing. */
export function hasHalfCharacter(key: string): boolean {
  return /\p{Surrogate}/u.test(key);
}

/**
 * The part of a key that is surely a place to cut at. Code units and bytes are ordered alike below the surrogates, so that
 * it stands on the same side of every key for us and for the service, however the service compares.
 */
function plainStart(key: string): string {
  const end = /[\ud800-\uffff]/.exec(key)?.index ?? key.length;
  return key.slice(0, end);
}

export function isInside(key: string, { after, to }: KeyRange): boolean {
  return key !== '' && (after === null || key > after) && (to === null || key < to);
}

/** Keys to cut at: in order, each once. */
export function toCuts(keys: readonly string[]): string[] {
  return [...new Set(keys.map(plainStart))].filter((key) => key !== '').sort();
}

/** Parts of a range that have no row in common and miss none; cuts outside it are left out. */
export function cutRange(range: KeyRange, cuts: readonly string[]): KeyRange[] {
  const parts: KeyRange[] = [];
  let { after } = range;
  for (const cut of cuts) {
    if (!isInside(cut, { after, to: range.to })) continue;
    parts.push({ after, to: cut });
    after = cut;
  }
  return [...parts, { after, to: range.to }];
}

/** At most `count` of them, at even distances. */
export function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  if (count <= 0) return [];
  return Array.from(
    { length: count },
    (_, i) => items[Math.floor(((i + 1) * items.length) / (count + 1))],
  ).filter((item) => item !== undefined);
}
