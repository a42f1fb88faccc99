import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { cameSql, wentSql } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { countOf } from './stored-row.ts';

/** Which rows are counted: those that match, as they were at a revision. */
export interface Counted {
  readonly question: Question;
  readonly revision: number;
}

interface Known {
  readonly revision: number;
  readonly total: number;
}

export async function countMatching(
  ask: Ask,
  { terms, now }: Question,
  wasThere: (parameters: Parameters) => string,
): Promise<number> {
  const parameters = new Parameters();
  const conditions = `${wasThere(parameters)} AND ${filterSql(terms, now, parameters)}`;
  const [answer = {}] = await ask(
    parameters.statement(`SELECT count(*) AS total FROM instances WHERE ${conditions}`),
  );
  return countOf(answer, 'total');
}

/** Whether `ask` sees rows as they became after the revision. */
export async function hasChangedSince(ask: Ask, revision: number): Promise<boolean> {
  const parameters = new Parameters();
  const at = parameters.integer(BigInt(revision));
  const [answer = {}] = await ask(
    parameters.statement(`SELECT (SELECT count(*) FROM instances WHERE since_revision > ${at})
      + (SELECT count(*) FROM instances WHERE until_revision > ${at}) AS changes`),
  );
  return countOf(answer, 'changes') > 0;
}

/** By how many more rows match at the later revision: few rows change, and they are found without looking at the others. */
async function countGrowth(
  ask: Ask,
  { terms, now }: Question,
  earlier: number,
  later: number,
): Promise<number> {
  const parameters = new Parameters();
  const matches = filterSql(terms, now, parameters);
  const [from, to] = [parameters.integer(BigInt(earlier)), parameters.integer(BigInt(later))];
  const [answer = {}] = await ask(
    parameters.statement(`SELECT
      (SELECT count(*) FROM instances WHERE ${cameSql(from, to)} AND ${matches})
      - (SELECT count(*) FROM instances WHERE ${wentSql(from, to)} AND ${matches}) AS growth`),
  );
  return countOf(answer, 'growth');
}

/** The same for questions that the same rows match. */
export function keyOf({ terms, now }: Question): string {
  const parameters = new Parameters();
  const { sql, values } = parameters.statement(filterSql(terms, now, parameters));
  return `${sql} ${JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`;
}

/** Totals of filters, carried on from one revision to another; the longest unused ones are forgotten. */
export class Totals {
  private readonly known = new Map<string, Known>();

  constructor(private readonly most: number) {}

  keep({ question, revision }: Counted, total: number): void {
    const key = keyOf(question);
    const known = this.known.get(key);
    this.known.delete(key);
    this.known.set(key, known && known.revision > revision ? known : { revision, total });
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
  }

  /** `null` = only counting tells. `visible` is a revision that `ask` is sure to see, as it sees all earlier ones. */
  async find(rows: RowSource, ask: Ask, counted: Counted, visible: number): Promise<number | null> {
    const { question, revision } = counted;
    const known = this.known.get(keyOf(question));
    if (known === undefined || known.revision > visible) return null;
    if (known.revision === revision) return known.total;
    const [earlier, later] = [Math.min(known.revision, revision), Math.max(known.revision, revision)];
    if (!rows.hold(earlier)) return null;
    const growth = await countGrowth(ask, question, earlier, later);
    // Meanwhile so many rows may have changed that those of the earlier revision are gone.
    if (!rows.hold(earlier)) return null;
    const total = known.revision < revision ? known.total + growth : known.total - growth;
    this.keep(counted, total);
    return total;
  }
}
