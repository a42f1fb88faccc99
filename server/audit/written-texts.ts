import { Masking } from '../masking/masking.ts';
import type { MaskingRules } from '../masking/masking-rules.ts';
import type { AuditAttempt, AuditOutcome } from './audit-log.ts';

const longestText = 2_000;

function cut(text: string): string {
  return text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '');
}

/** What is written down of a command: without what masking rules mean, and no text longer than anybody reads. */
export class WrittenTexts {
  private readonly masking: Masking | null;

  constructor(rules: MaskingRules | null) {
    this.masking = rules === null ? null : new Masking(rules);
  }

  attempt(attempt: AuditAttempt): AuditAttempt {
    const parameters = Object.entries(attempt.parameters).map(([name, value]) => [name, this.value(value)]);
    return {
      ...attempt,
      reason: this.text(attempt.reason),
      parameters: Object.fromEntries(parameters) as Record<string, unknown>,
    };
  }

  outcome(outcome: AuditOutcome): AuditOutcome {
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
