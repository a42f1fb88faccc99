import { BIGINT, LIST, VARCHAR, listValue, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { Statement, StoredValues } from './row-source.ts';

const [least, greatest] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Takes in whatever a caller brought, and gives out the names that stand for it in SQL. */
export class Parameters {
  private readonly values: StoredValues = {};
  private readonly types: Record<string, DuckDBType> = {};
  private count = 0;

  text(value: string): string {
    return this.add(value, VARCHAR);
  }

  texts(values: readonly string[]): string {
    return this.add(listValue(values), LIST(VARCHAR));
  }

  /** Beyond what a column can hold, the nearest number it can: no row differs. */
  integer(value: bigint): string {
    const held = value < least ? least : value > greatest ? greatest : value;
    return this.add(held, BIGINT);
  }

  integers(values: readonly bigint[]): string {
    return this.add(listValue(values), LIST(BIGINT));
  }

  statement(sql: string): Statement {
    return { sql, values: { ...this.values }, types: { ...this.types } };
  }

  private add(value: DuckDBValue, type: DuckDBType): string {
    const name = `p${this.count}`;
    this.count += 1;
    this.values[name] = value;
    this.types[name] = type;
    return `$${name}`;
  }
}
