import type { CommandReceipt } from '../../shared/contract/commands.ts';
import { Masking } from './masking.ts';
import type { MaskingRules } from './masking-rules.ts';

const longestText = 2_000;

function cut(text: string): string {
  return text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '');
}

interface GivenTexts {
  readonly reason: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface OutcomeTexts {
  readonly message: string | null;
  readonly receipt: CommandReceipt | null;
}

/** What is written down of a command: without what masking rules mean, and no text longer than anybody reads. */
export class WrittenTexts {
  private readonly masking: Masking | null;

  constructor(rules: MaskingRules | null) {
    this.masking = rules === null ? null : new Masking(rules);
  }

  /** A command as it was given. */
  given<Given extends GivenTexts>(given: Given): Given {
    const parameters = Object.entries(given.parameters).map(([name, value]) => [name, this.value(value)]);
    return {
      ...given,
      reason: this.text(given.reason),
      parameters: Object.fromEntries(parameters) as Record<string, unknown>,
    };
  }

  outcome<Outcome extends OutcomeTexts>(outcome: Outcome): Outcome {
    const { message, receipt } = outcome;
    const summary = receipt?.summary == null ? null : this.text(receipt.summary);
    return {
      ...outcome,
      message: message === null ? null : this.text(message),
      receipt: receipt && { ...receipt, summary },
    };
  }

  private value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    const json = JSON.stringify(value);
    const written = this.text(json);
    return written === json ? value : written;
  }

  private text(text: string): string {
    const shown = cut(this.masked(text));
    return text.length <= longestText ? shown : `${shown}… (${text.length} characters)`;
  }

  private masked(text: string): string {
    if (this.masking === null) return text;
    // A match may begin before the cut and end behind it.
    const read = text.slice(0, longestText + this.masking.reachChars);
    const isCut = read.length < text.length;
    return this.masking.text(read, null, isCut ? { isCut, keepChars: longestText } : {}).text;
  }
}
