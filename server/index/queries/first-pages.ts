import type { Position } from '../cursor.ts';
import { compareTexts } from './compare-texts.ts';
import { filterSql } from './filter-sql.ts';
import { keepRecent } from './keep-recent.ts';
import { Parameters } from './parameters.ts';
import { cameSql, wentSql } from './revision-sql.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { sortKeys, sortValueOf, type Sorting, type SortValue } from './sort-keys.ts';
import { bigintOf, presentText } from './stored-row.ts';
import { keyOf, type Counted } from './totals.ts';

/** A row, by what its place in a list depends on. */
export interface PlacedRow extends Position {
  readonly version: bigint;
}

/** The first rows of a list, and how many it has. */
export interface FirstRows {
  readonly placed: readonly PlacedRow[];
  /** No other row follows. */
  readonly isWhole: boolean;
  readonly total: number;
}

export interface SortedList extends Sorting, Counted {}

interface Known extends FirstRows {
  readonly revision: number;
}

interface Changes {
  readonly came: readonly PlacedRow[];
  readonly went: ReadonlySet<bigint>;
}

/** After more changes, reading the page anew takes no longer. */
const mostChanges = 500;
/** Beyond it, rows that follow a page are not kept. */
const mostPlaced = 300;

function compareKeys(a: NonNullable<SortValue>, b: NonNullable<SortValue>): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return a < b ? -1 : Number(a > b);
}

/** Rows without a value come last in both orders; rows with equal values go by id. */
function compareRows(order: Sorting['order'], a: Position, b: Position): number {
  if (a.key === null || b.key === null) {
    return Number(a.key === null) - Number(b.key === null) || compareTexts(a.instanceId, b.instanceId);
  }
  const byKey = compareKeys(a.key, b.key);
  return (order === 'asc' ? byKey : -byKey) || compareTexts(a.instanceId, b.instanceId);
}

function placedRowOf(record: StoredValues): PlacedRow | null {
  const version = bigintOf(record, 'version_number');
  return version === null
    ? null
    : { version, key: sortValueOf(record), instanceId: presentText(record, 'instance_id') };
}

/** Which rows matched later and not before, and the other way round; `null` = too many. They are found without looking at the others. */
async function readChanges(
  ask: Ask,
  { question, sort }: SortedList,
  earlier: number,
  later: number,
): Promise<Changes | null> {
  const parameters = new Parameters();
  const matches = filterSql(question.terms, question.now, parameters);
  const [from, to] = [parameters.integer(BigInt(earlier)), parameters.integer(BigInt(later))];
  const columns = `version_number, ${sortKeys[sort].sql} AS sort_key, instance_id`;
  const records = await ask(
    parameters.statement(`SELECT ${columns}, true AS has_come FROM instances WHERE ${cameSql(from, to)} AND ${matches}
      UNION ALL SELECT ${columns}, false FROM instances WHERE ${wentSql(from, to)} AND ${matches}
      LIMIT ${parameters.integer(BigInt(mostChanges) + 1n)}`),
  );
  if (records.length > mostChanges) return null;
  const rowsOf = (hasCome: boolean) =>
    records
      .filter((record) => record['has_come'] === hasCome)
      .map(placedRowOf)
      .filter((row) => row !== null);
  return { came: rowsOf(true), went: new Set(rowsOf(false).map(({ version }) => version)) };
}

/** Rows that come behind the last one known stay unknown, unless no other followed it. */
function apply({ came, went }: Changes, known: FirstRows, order: Sorting['order']): FirstRows {
  const last = known.placed.at(-1);
  const isKnownPlace = (row: PlacedRow) =>
    known.isWhole || (last !== undefined && compareRows(order, row, last) < 0);
  const placed = [...known.placed.filter(({ version }) => !went.has(version)), ...came.filter(isKnownPlace)];
  placed.sort((a, b) => compareRows(order, a, b));
  return {
    placed: placed.slice(0, mostPlaced),
    isWhole: known.isWhole && placed.length <= mostPlaced,
    total: known.total + came.length - went.size,
  };
}

/** The same for the same list at any revision. */
export function nameOf({ question, sort, order }: SortedList): string {
  return `${sort} ${order} ${keyOf(question)}`;
}

/** The first rows of lists, carried on from one revision to another; the longest unused ones are forgotten. */
export class FirstPages {
  private readonly known = new Map<string, Known>();

  constructor(private readonly most: number) {}

  keep(list: SortedList, rows: FirstRows): void {
    const key = nameOf(list);
    const known = this.known.get(key);
    const latest = known && known.revision > list.revision ? known : { ...rows, revision: list.revision };
    keepRecent(this.known, key, latest, this.most);
  }

  /** As many as wanted or all there are; `null` = only reading them tells. `ask` sees the list's revision. */
  async find(rows: RowSource, ask: Ask, list: SortedList, wanted: number): Promise<FirstRows | null> {
    const known = this.known.get(nameOf(list));
    if (known === undefined || known.revision > list.revision) return null;
    const found = known.revision === list.revision ? known : await this.carryOn(rows, ask, list, known);
    if (found === null || (!found.isWhole && found.placed.length < wanted)) return null;
    this.keep(list, found);
    return found;
  }

  private async carryOn(
    rows: RowSource,
    ask: Ask,
    list: SortedList,
    known: Known,
  ): Promise<FirstRows | null> {
    if (!rows.hold(known.revision)) return null;
    const changes = await readChanges(ask, list, known.revision, list.revision);
    // Meanwhile so many rows may have changed that those of the earlier revision are gone.
    if (changes === null || !rows.hold(known.revision)) return null;
    return apply(changes, known, list.order);
  }
}
