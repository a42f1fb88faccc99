import { z } from 'zod';
import { alertRule, maxAlertRules, type AlertRule } from '../../shared/contract/alert-rules.ts';
import { AppError } from '../errors.ts';
import { memoryDocument, type StoredDocument } from '../storage/document.ts';

export const ruleDocument = z.object({ version: z.literal(1), rules: z.array(alertRule) });
export type RuleDocument = z.infer<typeof ruleDocument>;
export const noRules: RuleDocument = { version: 1, rules: [] };

/** Rules of the configuration and those of the page. */
export class AlertRules {
  private listener: () => void = () => undefined;

  constructor(
    private readonly configured: readonly AlertRule[],
    private readonly document: StoredDocument<RuleDocument> = memoryDocument(noRules),
  ) {}

  get isDurable(): boolean {
    return this.document.isDurable;
  }

  all(): readonly AlertRule[] {
    return [...this.configured, ...this.document.read().rules];
  }

  /** In the place of the one with its id, or as a further one. */
  async save(rule: AlertRule): Promise<void> {
    await this.document.change(({ rules }) => {
      const isKnown = rules.some(({ id }) => id === rule.id);
      const others = [...this.configured, ...rules].filter(({ id }) => id !== rule.id);
      if (others.some(({ name }) => name.toLowerCase() === rule.name.toLowerCase()))
        throw new AppError('conflict', `There is an alert rule called “${rule.name}” already.`);
      if (!isKnown && rules.length >= maxAlertRules)
        throw new AppError(
          'action-refused',
          `The page keeps at most ${maxAlertRules} alert rules. Delete one first.`,
        );
      const kept = isKnown ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule];
      return { version: 1, rules: kept };
    });
    this.listener();
  }

  async delete(id: string): Promise<void> {
    await this.document.change(({ rules }) => ({
      version: 1,
      rules: rules.filter((rule) => rule.id !== id),
    }));
    this.listener();
  }

  /** Told after every change. */
  onChange(listener: () => void): void {
    this.listener = listener;
  }
}
