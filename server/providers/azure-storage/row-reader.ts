import { toInstant, type Instant } from '../../../shared/domain/instant.ts';

/**
 * A table row as the service writes it in JSON with minimal metadata: `X@odata.type` beside columns whose type JSON does not
 * show. Times keep all seven decimals.
 */
export type RawRow = Readonly<Record<string, unknown>>;

interface TypedValue {
  readonly type: string;
  readonly value: string;
}

const shownValueChars = 100;

const annotationNames = new Map<string, string>();

/** Building the name for each of a million rows costs more than looking it up. */
function annotationOf(column: string): string {
  let name = annotationNames.get(column);
  if (name === undefined) {
    name = `${column}@odata.type`;
    annotationNames.set(column, name);
  }
  return name;
}

function untypedName(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  return Number.isInteger(value) ? 'Int32' : 'Double';
}

function typedValue(row: RawRow, column: string): TypedValue | null {
  const value = row[column];
  if (value === undefined || value === null) return null;
  const annotation = row[annotationOf(column)];
  const type = typeof annotation === 'string' ? annotation.replace(/^Edm\./, '') : untypedName(value);
  return { type, value: typeof value === 'string' ? value : JSON.stringify(value) };
}

const plainInstant =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{7}Z$/;

/** True for nearly all stored times, and only for instants; sparing the others' closer look is half the cost of a row. */
function isPlainInstant(text: string): boolean {
  return plainInstant.test(text);
}

/** As `toInstant`, for times that are mostly stored as instants already. */
export function storedInstant(text: unknown): Instant | null {
  return typeof text === 'string' && isPlainInstant(text) ? text : toInstant(text);
}

export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? maxChars - 1 : maxChars);
}

function quoted(text: string): string {
  const cut = cutText(text, shownValueChars);
  return `"${cut}${cut === text ? '' : '…'}"`;
}

/** Keys have no type. */
export function keyOf(row: RawRow, key: 'PartitionKey' | 'RowKey'): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}

/** Takes columns out of a row; what does not fit becomes `null` and a sentence in `problems`. */
export class RowReader {
  readonly problems: string[] = [];
  constructor(private readonly row: RawRow) {}

  /** Says each thing once, however often a column is read. */
  report(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }

  text(column: string): string | null {
    const value = this.row[column];
    if (typeof value === 'string' && this.row[annotationOf(column)] === undefined) return value;
    return this.read(column, 'text', (type, value) => (type === 'String' ? value : null));
  }

  int(column: string): number | null {
    const stored = this.row[column];
    if (stored === undefined) return null;
    return this.read(column, 'a whole number', (type, value) => {
      const number = Number(value);
      return (type === 'Int32' || type === 'Int64') && Number.isSafeInteger(number) ? number : null;
    });
  }

  boolean(column: string): boolean | null {
    return this.read(column, 'true or false', (type, value) =>
      type === 'Boolean' ? value === 'true' : null,
    );
  }

  instant(column: string): Instant | null {
    const stored = this.row[column];
    if (stored === undefined) return null;
    const isDateTime = this.row[annotationOf(column)] === 'Edm.DateTime';
    if (isDateTime && typeof stored === 'string' && isPlainInstant(stored)) return stored;
    return this.read(column, 'a time', (type, value) => (type === 'DateTime' ? toInstant(value) : null));
  }

  /** Objects are stored as JSON text; the literal `null` means none. */
  json(column: string): unknown {
    const text = this.text(column);
    if (text === null || text === 'null' || text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      this.report(`${column} is not JSON: ${quoted(text)}.`);
      return null;
    }
  }

  require(...columns: readonly string[]): void {
    for (const column of columns) {
      if ((this.row[column] ?? null) === null) this.report(`${column} is missing.`);
    }
  }

  private read<T>(
    column: string,
    wanted: string,
    parse: (type: string, value: string) => T | null,
  ): T | null {
    const typed = typedValue(this.row, column);
    if (typed === null) return null;
    const parsed = parse(typed.type, typed.value);
    if (parsed === null) {
      this.report(`${column} is not ${wanted} but ${typed.type} ${quoted(typed.value)}.`);
    }
    return parsed;
  }
}
