import { withheldText } from '../../shared/domain/masked-text.ts';
import { nameKey, type MaskingRules } from './masking-rules.ts';
import { TextMasker, type MaskedText, type MaskOptions } from './text-masker.ts';
import { withinMs } from './time-limit.ts';

/** Names are those of `HubPayload.ownerName`; a rule for other names is left out, one for unknown names is not. */
export type MaskText = (text: string, ownerName: string | null, options?: MaskOptions) => MaskedText;

const baseLimitMs = 250;
/** A slow machine looks through so much without running wild. */
const charsPerMs = 3_000;
const pageLimitMs = 500;
/** After so many of one page the others are not tried any more. */
const maxSlowTexts = 3;

const withheld: MaskedText = { text: withheldText, maskedCount: 1 };

/** The masking rules at work on texts; matching patterns is stopped when it takes too long, and the text withheld. */
export class Masking {
  private readonly maskers = new Map<string, TextMasker>();
  /** Of all rules. */
  readonly reachChars: number;
  readonly hasPaths: boolean;

  constructor(private readonly rules: MaskingRules) {
    const all = this.maskerOf(null);
    this.reachChars = all.reachChars;
    this.hasPaths = all.hasPaths;
  }

  readonly text: MaskText = (text, ownerName, options) => {
    if (this.rules.patterns.length === 0) return this.unlimited(text, ownerName, options);
    const limitMs = baseLimitMs + text.length / charsPerMs;
    return withinMs(limitMs, () => this.unlimited(text, ownerName, options))?.result ?? withheld;
  };

  /** Masks many small things at once. `maskOne` must change nothing but what it gives: it may be stopped and run again. */
  page<Item, Masked>(items: readonly Item[], maskOne: (item: Item, mask: MaskText) => Masked): Masked[] {
    const maskAll = () => items.map((item) => maskOne(item, this.unlimited));
    if (this.rules.patterns.length === 0) return maskAll();
    const whole = withinMs(pageLimitMs, maskAll);
    if (whole !== null) return whole.result;
    const patient = this.untilTooSlow();
    return items.map((item) => maskOne(item, patient));
  }

  private untilTooSlow(): MaskText {
    let slowTexts = 0;
    return (text, ownerName, options) => {
      const masked = slowTexts < maxSlowTexts ? this.text(text, ownerName, options) : withheld;
      if (masked === withheld) slowTexts += 1;
      return masked;
    };
  }

  private readonly unlimited: MaskText = (text, ownerName, options) =>
    this.maskerOf(ownerName).mask(text, options);

  private maskerOf(ownerName: string | null): TextMasker {
    const isFor = ({ names }: MaskingRules['paths'][number] | MaskingRules['patterns'][number]) =>
      names === null || ownerName === null || names.has(nameKey(ownerName));
    const paths = this.rules.paths.map(isFor);
    const patterns = this.rules.patterns.map(isFor);
    const key = JSON.stringify([paths, patterns]);
    let masker = this.maskers.get(key);
    if (masker === undefined) {
      masker = new TextMasker({
        paths: this.rules.paths.filter((_, i) => paths[i]).map(({ path }) => path),
        patterns: this.rules.patterns.filter((_, i) => patterns[i]),
        unparsable: this.rules.unparsable,
      });
      this.maskers.set(key, masker);
    }
    return masker;
  }
}
