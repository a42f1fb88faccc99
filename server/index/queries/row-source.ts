import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';

export type StoredValues = Record<string, DuckDBValue>;

/** SQL text made of fixed words only; whatever a caller brought is in `values`. */
export interface Statement {
  readonly sql: string;
  readonly values: StoredValues;
  readonly types?: Record<string, DuckDBType>;
}

export type Ask = (statement: Statement) => Promise<StoredValues[]>;

export interface ReadTransaction {
  readonly ask: Ask;
  close(): void;
}

/** The rows of one task hub, in a table `instances`. */
export interface RowSource {
  /** How many rows there are at present. */
  readonly rowCount: number;
  /** Of the latest change whose rows are there to be read. */
  readonly revision: number;
  /** How often versions of rows were changed where they are: what was kept of them before is not true any more. */
  readonly rewrites: number;
  /** Whether the rows can be read as they were at that revision; if so, they can for some minutes more. */
  hold(revision: number): boolean;
  /** All statements see the same rows. For questions: waits its turn. */
  within<Answer>(read: (ask: Ask) => Promise<Answer>): Promise<Answer>;
  /** All statements see the same rows, for as long as it takes: waits for nobody, and keeps nobody waiting. */
  begin(): Promise<ReadTransaction>;
}
