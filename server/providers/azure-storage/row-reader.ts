import { toInstant, type Instant } from '../../../shared/domain/instant.ts';

/** A table row as the client returns it with type conversion off: keys are texts, columns `{ type, value }`. */
export type RawRow = Readonly<Record<string, unknown>>;

interface TypedValue {
  readonly type: string;
  readonly value: string;
}

const shownValueChars = 100;

function typedValue(column: unknown): TypedValue | null {
  if (typeof column !== 'object' || column === null) return null;
  if (!('type' in column) || !('value' in column)) return null;
  return { type: String(column.type), value: String(column.value) };
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

/** Keys and system columns have no type. */
export function keyOf(row: RawRow, key: 'partitionKey' | 'rowKey'): string {
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
    return this.read(column, 'text', (type, value) => (type === 'String' ? value : null));
  }

  int(column: string): number | null {
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
      if (typedValue(this.row[column]) === null) this.report(`${column} is missing.`);
    }
  }

  private read<T>(
    column: string,
    wanted: string,
    parse: (type: string, value: string) => T | null,
  ): T | null {
    const typed = typedValue(this.row[column]);
    if (typed === null) return null;
    const parsed = parse(typed.type, typed.value);
    if (parsed === null) {
      this.report(`${column} is not ${wanted} but ${typed.type} ${quoted(typed.value)}.`);
    }
    return parsed;
  }
}
