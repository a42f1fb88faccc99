import { filterSql } from './filter-sql.ts';
import { keepRecent } from './keep-recent.ts';
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

/** How many rows match at the later revision and not before, and the other way round: they are found without looking at the others. */
export async function countChanges(
  ask: Ask,
  matchesSql: (parameters: Parameters) => string,
  earlier: number,
  later: number,
): Promise<{ came: number; went: number }> {
  const parameters = new Parameters();
  const matches = matchesSql(parameters);
  const [from, to] = [parameters.integer(BigInt(earlier)), parameters.integer(BigInt(later))];
  const [answer = {}] = await ask(
    parameters.statement(`SELECT
      (SELECT count(*) FROM instances WHERE ${cameSql(from, to)} AND ${matches}) AS came,
      (SELECT count(*) FROM instances WHERE ${wentSql(from, to)} AND ${matches}) AS went`),
  );
  return { came: countOf(answer, 'came'), went: countOf(answer, 'went') };
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
    const latest = known && known.revision > revision ? known : { revision, total };
    keepRecent(this.known, key, latest, this.most);
  }

  /** `null` = only counting tells. `visible` is a revision that `ask` is sure to see, as it sees all earlier ones. */
  async find(rows: RowSource, ask: Ask, counted: Counted, visible: number): Promise<number | null> {
    const { question, revision } = counted;
    const known = this.known.get(keyOf(question));
    if (known === undefined || known.revision > visible) return null;
    if (known.revision === revision) return known.total;
    const [earlier, later] = [Math.min(known.revision, revision), Math.max(known.revision, revision)];
    if (!rows.hold(earlier)) return null;
    const matches = (parameters: Parameters) => filterSql(question.terms, question.now, parameters);
    const { came, went } = await countChanges(ask, matches, earlier, later);
    const growth = came - went;
    // Meanwhile so many rows may have changed that those of the earlier revision are gone.
    if (!rows.hold(earlier)) return null;
    const total = known.revision < revision ? known.total + growth : known.total - growth;
    this.keep(counted, total);
    return total;
  }
}
