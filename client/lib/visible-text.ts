/** Control, invisible and direction-changing characters: harmless in storage, deceptive on a screen. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const edgeSpaces = /^\s+|\s+$/gu;

/** Zero-width joiners hold emoji together. */
const zeroWidthJoiner = '\u200D';

function toMark(character: string): string {
  return `⟨${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function markAllBut(text: string, harmless: string): string {
  return text.replaceAll(deceptive, (character) =>
    harmless.includes(character) ? character : toMark(character),
  );
}

/** One line of text with every character that would not be seen replaced by a mark. */
export function toVisibleText(text: string): string {
  return markAllBut(text, zeroWidthJoiner).replaceAll(edgeSpaces, (spaces) => '␣'.repeat(spaces.length));
}

/** The same for texts of many lines, where white space is layout. */
export function toVisibleLines(text: string): string {
  return markAllBut(text.replaceAll(/\r\n?/g, '\n'), `${zeroWidthJoiner}\n\t`);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

interface SplitText {
  /** Gives way when there is too little room. */
  readonly head: string;
  /** Always readable. */
  readonly tail: string;
}

/** Each of these is a character of its own, and taking texts of others apart costs frames. */
const plain = /^[ -~]*$/;

/** Splits for truncation in the middle, never inside a character. */
export function splitForMiddle(text: string, tailLength: number): SplitText {
  if (text.length <= tailLength * 2) return { head: text, tail: '' };
  if (plain.test(text)) return { head: text.slice(0, -tailLength), tail: text.slice(-tailLength) };
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  if (characters.length <= tailLength * 2) return { head: text, tail: '' };
  const cut = characters.length - tailLength;
  return { head: characters.slice(0, cut).join(''), tail: characters.slice(cut).join('') };
}
