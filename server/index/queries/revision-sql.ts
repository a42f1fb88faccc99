import type { Parameters } from './parameters.ts';

export const isPresent = 'until_revision IS NULL';

/** Holds for the versions of rows that were there at a revision. */
export function wasThereAt(revision: number, parameters: Parameters): string {
  const at = parameters.integer(BigInt(revision));
  return `since_revision <= ${at} AND (until_revision IS NULL OR until_revision > ${at})`;
}

/** Holds for the versions that are there at the later revision and were not at the earlier one. */
export function cameSql(earlier: string, later: string): string {
  return `since_revision > ${earlier} AND since_revision <= ${later}
    AND (until_revision IS NULL OR until_revision > ${later})`;
}

/** Holds for the versions that were there at the earlier revision and are not at the later one. */
export function wentSql(earlier: string, later: string): string {
  return `until_revision > ${earlier} AND until_revision <= ${later} AND since_revision <= ${earlier}`;
}
