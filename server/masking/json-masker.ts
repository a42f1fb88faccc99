import { scanJson, type JsonHandler, type JsonScanEnd } from '../../shared/domain/json-scan.ts';
import { maskedText, withheldText } from '../../shared/domain/masked-text.ts';
import type { JsonPath, PathState } from './json-path.ts';
import type { TextEdit, TextRange } from './text-edits.ts';

/** What a string says, masked; `null` = it holds nothing to be masked. `isTorn`: its end is missing. */
type MaskInString = (content: string, isTorn: boolean) => string | null;

interface Frame {
  /** By path; the values within it step on from here. */
  readonly states: readonly PathState[];
  /** The key just read, or the place of the next value. */
  within: string | number;
}

interface JsonMaskerOptions {
  readonly paths: readonly JsonPath[];
  /** What patterns matched in the text as it is written, in order. */
  readonly ranges: readonly TextRange[];
  readonly maskInString: MaskInString;
}

const maskedLiteral = JSON.stringify(maskedText);

/** Without an escape that the end of the text tore; one backslash of an even number is no half of anything. */
function withoutTornEscape(literal: string): string {
  const unicode = /u[\da-f]{0,3}$/i.exec(literal.slice(-4))?.[0] ?? '';
  const end = literal.length - unicode.length;
  let backslashes = 0;
  while (literal.charAt(end - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 0 ? literal : literal.slice(0, end - 1);
}

/** What a literal says, also when the end of the text tore it; `null` = nobody knows. */
function contentOf(literal: string, isTorn: boolean): string | null {
  if (!literal.includes('\\')) return literal.slice(1, isTorn ? undefined : -1);
  try {
    return String(JSON.parse(isTorn ? `${withoutTornEscape(literal)}"` : literal));
  } catch {
    return null;
  }
}

/** Finds the values of a JSON text that paths and patterns mean; the layout of the text stays as it is. */
export class JsonMasker implements JsonHandler {
  readonly edits: TextEdit[] = [];
  private readonly frames: Frame[] = [];
  /** Where a container that is masked as a whole began, and how many are open within it. */
  private maskedFrom: { readonly start: number; depth: number } | null = null;
  private nextRange = 0;

  constructor(
    private readonly text: string,
    private readonly options: JsonMaskerOptions,
  ) {}

  run(): JsonScanEnd {
    const end = scanJson(this.text, this);
    if (this.maskedFrom !== null) this.replace(this.maskedFrom.start, this.text.length, maskedLiteral);
    else if (end.torn !== null) this.torn(end.torn);
    return end;
  }

  open(bracket: '{' | '[', at: number): void {
    if (this.maskedFrom !== null) {
      this.maskedFrom.depth += 1;
      return;
    }
    const states = this.enter();
    if (this.isMeant(states)) this.maskedFrom = { start: at, depth: 1 };
    else this.frames.push({ states, within: bracket === '{' ? '' : 0 });
  }

  close(at: number): void {
    if (this.maskedFrom === null) {
      this.frames.pop();
      return;
    }
    this.maskedFrom.depth -= 1;
    if (this.maskedFrom.depth > 0) return;
    this.replace(this.maskedFrom.start, at + 1, maskedLiteral);
    this.maskedFrom = null;
  }

  key(start: number, end: number): void {
    if (this.maskedFrom !== null) return;
    const frame = this.frames.at(-1);
    const literal = this.text.slice(start, end);
    if (frame !== undefined) frame.within = (contentOf(literal, false) ?? '').toLowerCase();
    // A pattern that reaches beyond the key means the value; one within it means what the key says.
    const matched = this.rangesWithin(start, end).filter((range) => range.end <= end);
    if (matched.length > 0) this.replace(start, end, maskedLiteral);
  }

  scalar(start: number, end: number): void {
    this.value(start, end, false);
  }

  private torn({ start, isKey }: { readonly start: number; readonly isKey: boolean }): void {
    // Half a key says nothing yet that could be looked up.
    if (!isKey) this.value(start, this.text.length, true);
  }

  private value(start: number, end: number, isTorn: boolean): void {
    if (this.maskedFrom !== null) return;
    if (this.isNextMeant()) {
      this.replace(start, end, maskedLiteral);
      return;
    }
    const ranges = this.rangesWithin(start, end);
    const reachesOut = ranges.some((range) => range.start <= start || range.end >= end);
    const isString = this.text.charAt(start) === '"';
    const masked = isString && !reachesOut ? this.maskedString(start, end, isTorn) : null;
    if (masked !== null) this.replace(start, end, JSON.stringify(masked));
    else if (ranges.length > 0) this.replace(start, end, maskedLiteral);
  }

  private maskedString(start: number, end: number, isTorn: boolean): string | null {
    const content = contentOf(this.text.slice(start, end), isTorn);
    return content === null ? withheldText : this.options.maskInString(content, isTorn);
  }

  private replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  /** The states of the container that comes next. */
  private enter(): readonly PathState[] {
    const { paths } = this.options;
    const frame = this.frames.at(-1);
    if (frame === undefined) return paths.map((path) => path.atRoot);
    const { states, within } = frame;
    if (typeof within === 'number') frame.within = within + 1;
    return paths.map((path, i) => path.step(states[i] ?? 0, within));
  }

  private isMeant(states: readonly PathState[]): boolean {
    return this.options.paths.some((path, i) => path.isEnd(states[i] ?? 0));
  }

  /** As `isMeant(enter())`, without making a list for each of a million scalars. */
  private isNextMeant(): boolean {
    const { paths } = this.options;
    const frame = this.frames.at(-1);
    if (frame === undefined) return paths.some((path) => path.isEnd(path.atRoot));
    const { states, within } = frame;
    if (typeof within === 'number') frame.within = within + 1;
    let i = 0;
    for (const path of paths) if (path.isEnd(path.step(states[i++] ?? 0, within))) return true;
    return false;
  }

  private rangesWithin(start: number, end: number): readonly TextRange[] {
    const { ranges } = this.options;
    if (ranges.length === 0) return ranges;
    while ((ranges[this.nextRange]?.end ?? Infinity) <= start) this.nextRange += 1;
    const within: TextRange[] = [];
    for (let i = this.nextRange; (ranges[i]?.start ?? Infinity) < end; i++) {
      const range = ranges[i];
      if (range !== undefined) within.push(range);
    }
    return within;
  }
}
