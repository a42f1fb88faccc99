import type { AlertRule, AlertRuleDraft } from '../../../shared/contract/alert-rules.ts';
import type { alertActionNames } from '../../../shared/contract/audit.ts';
import { alertRuleDraft } from '../../../shared/contract/alert-rules.ts';
import { describeAlertRule } from '../../../shared/domain/alerts/describe-alert-rule.ts';
import type { AuditLog, AuditOutcome } from '../../audit/audit-log.ts';
import { audited } from '../../commands/audited-attempt.ts';
import type { Asker } from '../../http/serve.ts';
import type { AlertsService, RuleChange } from './alerts-service.ts';

type ActionName = (typeof alertActionNames)[number];

interface Action<Result> {
  readonly name: ActionName;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly act: () => Promise<Result>;
  readonly describe: (result: Result) => Pick<AuditOutcome, 'result' | 'message'>;
}

const took = (message: string) => ({ result: 'accepted', message }) as const;

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Each part that is another one afterwards; a condition in words, because its parts mean little alone. */
function changesOf(before: AlertRule, after: AlertRuleDraft): Record<string, string> {
  const [old, changed] = [alertRuleDraft.strip().parse(before), after];
  const parts = Object.keys(alertRuleDraft.shape) as (keyof AlertRuleDraft)[];
  const differing = parts.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(changed[part]));
  return Object.fromEntries(
    differing.map((part) =>
      part === 'condition'
        ? [part, `${describeAlertRule(old)} → ${describeAlertRule(changed)}`]
        : [part, `${shown(old[part])} → ${shown(changed[part])}`],
    ),
  );
}

function changeWords(before: AlertRule, after: AlertRuleDraft): string {
  const changes = Object.entries(changesOf(before, after)).map(([part, change]) => `${part}: ${change}`);
  return changes.length === 0
    ? 'The rule was saved as it was.'
    : `The rule was changed. ${changes.join('; ')}`;
}

function madeOf({ hubs, severity, targets, isEnabled, ...rule }: AlertRuleDraft) {
  return {
    hubs,
    severity,
    targets: targets.length === 0 ? 'none' : targets.join(', '),
    isEnabled,
    description: describeAlertRule(rule),
  };
}

/** Writes down who changes what around alerts, before it is done, and what came of it. */
export class AuditedAlerts {
  constructor(
    private readonly alerts: AlertsService,
    private readonly audit: AuditLog,
  ) {}

  save(hub: string, change: RuleChange, asker: Asker): Promise<AlertRule> {
    const { rule, replaces } = change;
    const before = replaces === undefined ? null : this.alerts.ruleNow(hub, replaces);
    const what = before === null ? madeOf(rule) : changesOf(before, rule);
    return this.attempt(hub, asker, {
      name: 'save-alert-rule',
      parameters: { rule: before?.name ?? rule.name, ...what },
      act: () => this.alerts.save(hub, change, asker.caller),
      describe: (saved) =>
        took(before === null ? `The rule was made. ${describeAlertRule(saved)}` : changeWords(before, rule)),
    });
  }

  delete(hub: string, ruleId: string, asker: Asker): Promise<boolean> {
    const before = this.alerts.ruleNow(hub, ruleId);
    return this.attempt(hub, asker, {
      name: 'delete-alert-rule',
      parameters: before === null ? { ruleId } : { rule: before.name, ...madeOf(before) },
      act: () => this.alerts.delete(hub, ruleId, asker.caller),
      describe: (isRemoved) => took(isRemoved ? 'The rule was removed.' : 'It was gone already.'),
    });
  }

  test(hub: string, target: string, asker: Asker): ReturnType<AlertsService['test']> {
    return this.attempt(hub, asker, {
      name: 'test-alert-target',
      parameters: { target },
      act: () => this.alerts.test(hub, target, asker.caller),
      describe: ({ isDelivered, message }) => ({ result: isDelivered ? 'accepted' : 'failed', message }),
    });
  }

  retry(hub: string, deliveryId: string, asker: Asker): ReturnType<AlertsService['retry']> {
    const found = this.alerts.deliveries(hub).find(({ id }) => id === deliveryId);
    return this.attempt(hub, asker, {
      name: 'retry-alert-delivery',
      parameters: {
        ...(found && { rule: found.ruleName, target: found.target, event: found.event }),
        deliveryId,
      },
      act: () => this.alerts.retry(hub, deliveryId, asker.caller),
      describe: () => took('The message is tried again.'),
    });
  }

  private attempt<Result>(
    hub: string,
    { caller, requestId }: Asker,
    action: Action<Result>,
  ): Promise<Result> {
    const { id, name } = caller;
    const nothing = { instanceId: null, reason: '', jobId: null };
    const given = { command: action.name, parameters: action.parameters, user: { id, name } };
    return audited(
      this.audit,
      { hub, requestId, ...nothing, ...given },
      {
        check: () => Promise.resolve(),
        act: action.act,
        describe: (result) => ({ code: null, receipt: null, ...action.describe(result) }),
      },
    );
  }
}
