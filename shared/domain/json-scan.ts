/** Told of every token in order; positions are those of the text, quotes included, ends exclusive. */
export interface JsonHandler {
  open(bracket: '{' | '[', at: number): void;
  close(at: number): void;
  key(start: number, end: number): void;
  scalar(start: number, end: number): void;
}

/**
 * `cut` = the text ends before the value does, and up to there it is JSON. `malformed` = at `at` stands what JSON does
 * not allow.
 */
export interface JsonScanEnd {
  readonly kind: 'complete' | 'cut' | 'malformed';
  readonly at: number;
  /** Behind the value, when it is whole and something follows that is not white space. */
  readonly valueEnd: number | null;
  /** Where a token began that the end of the text tore. */
  readonly torn: { readonly start: number; readonly isKey: boolean } | null;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

const quote = 0x22;
const backslash = 0x5c;
const run = /[\w.+-]+/y;
const scalarForm = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const scalarStart =
  /^(?:-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?\d*)?|t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?)$/;
const hexDigits = /^[\da-fA-F]{0,4}$/;

/** One reading of a text, without building values: numbers, escapes and repeated keys stay what they are. */
class JsonScan {
  private at = 0;
  private expected: Expected = 'value';
  private readonly brackets: ('{' | '[')[] = [];
  private torn: JsonScanEnd['torn'] = null;

  constructor(
    private readonly text: string,
    private readonly handler: JsonHandler,
  ) {}

  run(): JsonScanEnd {
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length) return this.end(this.expected === 'nothing' ? 'complete' : 'cut');
      if (this.step(this.text.charAt(this.at))) continue;
      return this.end(this.torn === null ? 'malformed' : 'cut');
    }
  }

  private end(kind: JsonScanEnd['kind']): JsonScanEnd {
    const isFollowed = kind === 'malformed' && this.expected === 'nothing';
    return { kind, at: this.at, torn: this.torn, valueEnd: isFollowed ? this.at : null };
  }

  private skipSpace(): void {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  /** False where the text stops being JSON. */
  private step(first: string): boolean {
    switch (this.expected) {
      case 'value':
        return this.value(first);
      case 'value or ]':
        return first === ']' ? this.close() : this.value(first);
      case 'key':
        return first === '"' && this.key();
      case 'key or }':
        return first === '}' ? this.close() : first === '"' && this.key();
      case 'colon':
        return first === ':' && this.pass('value');
      case 'comma or end':
        return this.commaOrEnd(first);
      case 'nothing':
        return false;
    }
  }

  private pass(next: Expected): boolean {
    this.at += 1;
    this.expected = next;
    return true;
  }

  private commaOrEnd(first: string): boolean {
    const isObject = this.brackets.at(-1) === '{';
    if (first === ',') return this.pass(isObject ? 'key' : 'value');
    return first === (isObject ? '}' : ']') && this.close();
  }

  private close(): boolean {
    this.handler.close(this.at);
    this.brackets.pop();
    return this.pass(this.brackets.length === 0 ? 'nothing' : 'comma or end');
  }

  private value(first: string): boolean {
    if (first === '{' || first === '[') {
      this.brackets.push(first);
      this.handler.open(first, this.at);
      return this.pass(first === '{' ? 'key or }' : 'value or ]');
    }
    const start = this.at;
    const end = first === '"' ? this.stringEnd(false) : this.wordEnd();
    if (end === null) return false;
    this.handler.scalar(start, end);
    this.at = end;
    this.expected = this.brackets.length === 0 ? 'nothing' : 'comma or end';
    return true;
  }

  private key(): boolean {
    const start = this.at;
    const end = this.stringEnd(true);
    if (end === null) return false;
    this.handler.key(start, end);
    this.at = end;
    this.expected = 'colon';
    return true;
  }

  /** `null` and `at` moved to what is wrong, or `torn` set. */
  private stringEnd(isKey: boolean): number | null {
    const { text } = this;
    const start = this.at;
    for (let i = start + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) return i + 1;
      if (code < 0x20) return this.wrongAt(i);
      if (code !== backslash) continue;
      const length = this.escapeLength(i);
      if (length === 0) return this.wrongAt(i);
      i += length - 1;
    }
    this.torn = { start, isKey };
    this.at = text.length;
    return null;
  }

  private wrongAt(at: number): null {
    this.at = at;
    return null;
  }

  /** Of the escape at `at`, or of what the end of the text left of it; 0 when it is none. */
  private escapeLength(at: number): number {
    const next = this.text.charAt(at + 1);
    if (next === 'u') {
      const digits = this.text.slice(at + 2, at + 6);
      const isWhole = digits.length === 4 || at + 6 > this.text.length;
      return isWhole && hexDigits.test(digits) ? 6 : 0;
    }
    return next === '' || '"\\/bfnrt'.includes(next) ? 2 : 0;
  }

  private wordEnd(): number | null {
    run.lastIndex = this.at;
    if (!run.test(this.text)) return null;
    const end = run.lastIndex;
    const word = this.text.slice(this.at, end);
    if (scalarForm.test(word)) return end;
    if (end === this.text.length && scalarStart.test(word)) {
      this.torn = { start: this.at, isKey: false };
      this.at = end;
    }
    return null;
  }
}

export function scanJson(text: string, handler: JsonHandler): JsonScanEnd {
  return new JsonScan(text, handler).run();
}
