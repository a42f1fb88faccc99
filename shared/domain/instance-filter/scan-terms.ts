type Operator = ':' | '>' | '>=' | '<' | '<=';

/** One of the values between commas; positions are UTF-16 positions in the text. */
export interface ScannedValue {
  readonly start: number;
  readonly end: number;
  /** The literal text between the wildcards, without quotes and escapes. */
  readonly parts: readonly string[];
  readonly isQuoted: boolean;
}

/** The outer form of one term, whether or not it makes sense. */
export interface ScannedTerm {
  readonly start: number;
  readonly end: number;
  readonly isNegated: boolean;
  /** In lower case; `null` = a bare word. */
  readonly key: string | null;
  readonly path: readonly string[] | null;
  readonly operator: Operator;
  /** At least one; without a typed value an empty one. */
  readonly values: readonly ScannedValue[];
  /** Where a quote begins that is never closed. */
  readonly openQuoteAt: number | null;
}

const head = /([a-z]+)((?:\.(?:[^\s.:<>="]+|"(?:[^"\\]|\\[^])*"))*)(:|[<>]=?)/iy;
const pathSegment = /\.(?:"((?:[^"\\]|\\[^])*)"|([^.]+))/g;
const plainRun = /[^\s,"*\\]+/y;
const quotedRun = /[^"*\\]+/y;
const blank = /\s/;
const escapable = /[\\"*,]/;

function readRun(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function readPath(text: string): readonly string[] | null {
  if (text === '') return null;
  return [...text.matchAll(pathSegment)].map(
    ([, quoted, plain]) => quoted?.replace(/\\([^])/g, '$1') ?? plain ?? '',
  );
}

/** Reads values up to the next blank outside quotes. */
class ValueReader {
  readonly values: ScannedValue[] = [];
  openQuoteAt: number | null = null;
  private parts = [''];
  private isQuoted = false;
  private start: number;
  private readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
    this.start = at;
  }

  read(): void {
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (this.openQuoteAt === null && blank.test(character)) break;
      this.step(character);
    }
    this.endValue();
  }

  private step(character: string): void {
    const isOpen = this.openQuoteAt !== null;
    if (character === '"') {
      this.openQuoteAt = isOpen ? null : this.at;
      this.isQuoted = true;
      this.at += 1;
    } else if (character === ',' && !isOpen) {
      this.endValue();
      this.at += 1;
      this.start = this.at;
    } else if (character === '*') {
      // Two wildcards in a row mean what one means.
      if (this.parts.length === 1 || this.parts.at(-1) !== '') this.parts.push('');
      this.at += 1;
    } else if (character === '\\') {
      const next = this.text[this.at + 1] ?? '';
      const isEscape = escapable.test(next);
      this.append(isEscape ? next : character);
      this.at += isEscape ? 2 : 1;
    } else {
      const run = readRun(isOpen ? quotedRun : plainRun, this.text, this.at);
      this.append(run);
      this.at += run.length;
    }
  }

  private append(literal: string): void {
    this.parts.push((this.parts.pop() ?? '') + literal);
  }

  private endValue(): void {
    this.values.push({ start: this.start, end: this.at, parts: this.parts, isQuoted: this.isQuoted });
    this.parts = [''];
    this.isQuoted = false;
  }
}

const operators: Readonly<Record<string, Operator>> = { '>': '>', '>=': '>=', '<': '<', '<=': '<=' };

function scanTerm(text: string, start: number): ScannedTerm {
  const isNegated = text[start] === '-';
  const headStart = start + (isNegated ? 1 : 0);
  head.lastIndex = headStart;
  const [typed = '', key = null, path = '', operator = ':'] = head.exec(text) ?? [];
  const reader = new ValueReader(text, headStart + typed.length);
  reader.read();
  return {
    start,
    end: reader.at,
    isNegated,
    key: key?.toLowerCase() ?? null,
    path: readPath(path),
    operator: operators[operator] ?? ':',
    values: reader.values,
    openQuoteAt: reader.openQuoteAt,
  };
}

/** Splits a filter text at the blanks outside quotes. Never fails, and takes time in proportion to the text. */
export function scanTerms(text: string): ScannedTerm[] {
  const terms: ScannedTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (blank.test(text[at] ?? '')) {
      at += 1;
    } else {
      const term = scanTerm(text, at);
      terms.push(term);
      at = term.end;
    }
  }
  return terms;
}
