import type { Parameters } from './parameters.ts';

export const isPresent = 'until_revision IS NULL';

/** Holds for the versions of rows that were there at a revision. */
export function wasThereAt(revision: number, parameters: Parameters): string {
  const at = parameters.integer(BigInt(revision));
  return `since_revision <= ${at} AND (until_revision IS NULL OR until_revision > ${at})`;
}
