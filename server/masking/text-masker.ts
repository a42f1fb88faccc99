import { findBase64 } from '../../shared/domain/base64-text.ts';
import { scanJson, type JsonHandler } from '../../shared/domain/json-scan.ts';
import { maskedText, withheldText } from '../../shared/domain/masked-text.ts';
import { JsonMasker } from './json-masker.ts';
import type { JsonPath } from './json-path.ts';
import type { PatternRule } from './masking-rules.ts';
import { applyEdits, mergeRanges, type TextEdit, type TextRange } from './text-edits.ts';

export interface MaskedText {
  readonly text: string;
  readonly maskedCount: number;
}

export interface MaskOptions {
  /** The text is only the beginning of what is stored. */
  readonly isCut?: boolean;
  /** Of the result only what was before this place is kept. */
  readonly keepChars?: number;
}

interface TextRules {
  readonly paths: readonly JsonPath[];
  readonly patterns: readonly PatternRule[];
  readonly unparsable: 'withhold' | 'show';
}

interface Found {
  readonly edits: readonly TextEdit[];
}

/** JSON in a string in JSON in a string …: deeper texts are withheld, or each level would cost what all above it did. */
const maxNesting = 8;
/** Where plain text, such as the message of an exception, goes over into JSON. */
const embeddedStart = /\{\s*"|\[\s*\{\s*"/g;
const maxEmbedded = 100;
/** Within a string, a bare number or word is no JSON but what the string says. */
const container = /^\s*[{["]/;
/** A text that begins so ought to be JSON. */
const jsonStart = /^\s*(?:\{|\[\s*[[{"])/;

const unhandled: JsonHandler = {
  open: () => undefined,
  close: () => undefined,
  key: () => undefined,
  scalar: () => undefined,
};

function withheld(start: number, end: number): TextEdit {
  return { start, end, text: withheldText };
}

/** Replaces in texts what rules mean. Pure, so that it can be stopped at any point. */
export class TextMasker {
  /** Characters that a match may reach beyond the end of a text that was cut. */
  readonly reachChars: number;

  constructor(private readonly rules: TextRules) {
    this.reachChars = Math.max(0, ...rules.patterns.map(({ longestMatch }) => longestMatch));
  }

  get hasPaths(): boolean {
    return this.rules.paths.length > 0;
  }

  mask(text: string, { isCut = false, keepChars = Infinity }: MaskOptions = {}): MaskedText {
    const { edits } = this.find(text, isCut, 0);
    const kept = edits.filter(({ start }) => start < keepChars);
    return { text: applyEdits(text, edits, keepChars), maskedCount: kept.length };
  }

  private find(text: string, isCut: boolean, nesting: number): Found {
    const ranges = this.matches(text);
    if (nesting > 0 && !container.test(text)) return this.findInOther(text, ranges, isCut, nesting);
    const json = new JsonMasker(text, {
      paths: this.rules.paths,
      ranges,
      maskInString: (content, isTorn) => this.maskString(content, isTorn, nesting + 1),
    });
    const end = json.run();
    if (end.kind === 'complete' || (end.kind === 'cut' && isCut)) return json;
    const isWithheld = nesting === 0 && this.hasPaths && this.rules.unparsable === 'withhold';
    if (isWithheld && jsonStart.test(text)) return { edits: [withheld(0, text.length)] };
    return this.findInOther(text, ranges, isCut, nesting);
  }

  /** In what is not JSON. */
  private findInOther(text: string, ranges: readonly TextRange[], isCut: boolean, nesting: number): Found {
    return this.findInBase64(text, isCut, nesting) ?? this.findInPlain(text, ranges, isCut);
  }

  private matches(text: string): TextRange[] {
    const ranges = this.rules.patterns.flatMap(({ pattern }) =>
      Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({
        start: index,
        end: index + length,
      })),
    );
    return mergeRanges(ranges.filter(({ start, end }) => end > start));
  }

  private maskString(content: string, isTorn: boolean, nesting: number): string | null {
    if (!isTorn && !mayHoldJson(content)) return this.maskPlain(content);
    if (nesting > maxNesting) return withheldText;
    const { edits } = this.find(content, isTorn, nesting);
    return edits.length === 0 ? null : applyEdits(content, edits);
  }

  private maskPlain(content: string): string | null {
    const { patterns } = this.rules;
    if (patterns.length === 0 || patterns.every(({ pattern }) => content.search(pattern) < 0)) return null;
    const edits = this.matches(content).map((range) => ({ ...range, text: maskedText }));
    return applyEdits(content, edits);
  }

  /** Anybody can read base64: what is masked in the text it stands for takes all of it away. */
  private findInBase64(text: string, isCut: boolean, nesting: number): Found | null {
    const candidate = isCut ? text.slice(0, text.length - (text.length % 4)) : text;
    const base64 = findBase64(candidate);
    if (base64 === null || nesting > maxNesting) return null;
    const { edits } = this.find(Buffer.from(base64, 'base64').toString('utf8'), isCut, nesting + 1);
    if (edits.length === 0) return null;
    return { edits: [{ start: 0, end: text.length, text: maskedText }] };
  }

  private findInPlain(text: string, ranges: readonly TextRange[], isCut: boolean): Found {
    const edits: TextEdit[] = ranges.map((range) => ({ ...range, text: maskedText }));
    if (!this.hasPaths) return { edits };
    return { edits: this.withEmbedded(text, edits, isCut) };
  }

  /** Masks JSON within plain text; what begins as JSON and is none cannot be looked through. */
  private withEmbedded(text: string, plain: readonly TextEdit[], isCut: boolean): TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let count = 0;
    for (const { index } of text.matchAll(embeddedStart)) {
      if (index < at) continue;
      count += 1;
      const end = this.embeddedEnd(text, index, isCut);
      if (end === null || count > maxEmbedded) {
        if (this.rules.unparsable === 'show') break;
        return [...edits, ...between(plain, at, index), withheld(index, text.length)];
      }
      edits.push(...between(plain, at, index), ...this.editsIn(text, index, end, isCut));
      at = end;
    }
    return [...edits, ...between(plain, at, text.length)];
  }

  private embeddedEnd(text: string, start: number, isCut: boolean): number | null {
    const end = scanJson(text.slice(start), unhandled);
    if (end.kind === 'complete' || (end.kind === 'cut' && isCut)) return text.length;
    return end.valueEnd === null ? null : start + end.valueEnd;
  }

  private editsIn(text: string, start: number, end: number, isCut: boolean): TextEdit[] {
    const { edits } = this.find(text.slice(start, end), isCut && end === text.length, 1);
    return edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
  }
}

/** No paths lead into other strings; nearly all strings are others. */
function mayHoldJson(content: string): boolean {
  return content.includes('{') || content.includes('[') || findBase64(content) !== null;
}

/** Edits that begin within; one that reaches out of it ends there. */
function between(edits: readonly TextEdit[], start: number, end: number): TextEdit[] {
  return edits
    .filter((edit) => edit.end > start && edit.start < end)
    .map((edit) => ({ ...edit, start: Math.max(edit.start, start), end: Math.min(edit.end, end) }));
}
