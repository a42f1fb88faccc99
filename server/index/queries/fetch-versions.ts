import { columnList } from '../schema.ts';
import { Parameters } from './parameters.ts';
import type { Ask, StoredValues } from './row-source.ts';
import { bigintOf } from './stored-row.ts';

/** Up to here, finding rows one by one in the index is quicker than looking through the whole table. */
export const foundOneByOne = 300;

/** What stands behind `IN` for them. */
export function versionList(versions: readonly (bigint | null)[], parameters: Parameters): string {
  const numbers = versions.filter((version) => version !== null);
  return numbers.length <= foundOneByOne
    ? numbers.map((number) => parameters.integer(number)).join(', ')
    : `SELECT unnest(${parameters.integers(numbers)})`;
}

/** All columns of the given versions of rows, in their order. */
export async function fetchVersions(ask: Ask, versions: readonly (bigint | null)[]): Promise<StoredValues[]> {
  const numbers = versions.filter((version) => version !== null);
  if (numbers.length === 0) return [];
  const parameters = new Parameters();
  const list = versionList(numbers, parameters);
  const records = await ask(
    parameters.statement(
      `SELECT version_number, ${columnList} FROM instances WHERE version_number IN (${list})`,
    ),
  );
  const byNumber = new Map(records.map((record) => [bigintOf(record, 'version_number'), record]));
  return numbers.map((number) => byNumber.get(number)).filter((record) => record !== undefined);
}
