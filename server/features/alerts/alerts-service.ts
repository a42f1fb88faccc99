import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AlertRule } from '../../../shared/contract/alert-rules.ts';
import type {
  AlertDelivery,
  AlertHistoryEntry,
  AlertsOfHub,
  alertHistory,
  saveAlertRule,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { isAtLeast } from '../../../shared/domain/access.ts';
import { matchesHub } from '../../../shared/domain/hub-pattern.ts';
import { instantToMs, type Instant } from '../../../shared/domain/instant.ts';
import type { Caller } from '../../access/caller.ts';
import { evaluateEveryMs, type AlertEngine } from '../../alerts/alert-engine.ts';
import { alertLinks } from '../../alerts/alert-links.ts';
import type { AlertNotice } from '../../alerts/alert-notice.ts';
import { requestFor, type AlertOutbox } from '../../alerts/alert-outbox.ts';
import {
  historyRecordOf,
  keptOfHub,
  withDelivery,
  withHistory,
  type AlertRecords,
  type Delivery,
  type HistoryRecord,
} from '../../alerts/alert-records.ts';
import type { AlertRules } from '../../alerts/alert-rules.ts';
import { problemsOfRule, type AlertsConfig } from '../../alerts/alerts-config.ts';
import type { SendOutcome, WebhookRequest } from '../../alerts/send-webhook.ts';
import { AppError } from '../../errors.ts';
import type { StoredDocument } from '../../storage/document.ts';

export interface AlertsParts {
  readonly config: AlertsConfig;
  readonly rules: AlertRules;
  readonly records: StoredDocument<AlertRecords>;
  readonly engine: AlertEngine;
  readonly outbox: AlertOutbox;
  readonly send: (request: WebhookRequest) => Promise<SendOutcome>;
  readonly publicUrl: string | null;
  readonly now: () => Instant;
}

type TestOutcome = ResultOf<typeof testAlertTarget>;
export type RuleChange = z.output<typeof saveAlertRule.body>;
type HistoryPage = ResultOf<typeof alertHistory>;

/**
 * Why somebody cannot change the rules of a pattern. Whoever is admin of every hub it may ever cover has a role whose
 * own pattern covers its text.
 */
function editRefusal(caller: Caller, hubs: string): string | null {
  if (isAtLeast(caller.roleOn(hubs), 'admin')) return null;
  return `This needs the role admin in every task hub that ${hubs} stands for.`;
}

function requireEditable(caller: Caller, rule: AlertRule): void {
  if (rule.origin === 'configuration')
    throw new AppError('action-refused', 'This rule is part of the configuration and is changed there.');
  const refusal = editRefusal(caller, rule.hubs);
  if (refusal !== null) throw new AppError('forbidden', refusal);
}

function personOf({ id, name }: Caller) {
  return { id, name };
}

/** The rules, states and messages of alerts, hub by hub. */
export class AlertsService {
  constructor(private readonly parts: AlertsParts) {}

  list(hub: string, caller: Caller): AlertsOfHub {
    const { rules, engine, config, publicUrl } = this.parts;
    const own = rules.all().filter((rule) => matchesHub(rule.hubs, hub));
    return {
      rules: own.map((rule) => ({
        rule,
        standing: engine.standingOf(rule, hub),
        editRefusal:
          rule.origin === 'configuration'
            ? 'This rule is part of the configuration and is changed there.'
            : editRefusal(caller, rule.hubs),
      })),
      targets: config.targets.map(({ name, kind, url, signingSecret }) => ({
        name,
        kind,
        host: url.host,
        lastFour: url.href.slice(-4),
        isSigned: signingSecret !== null,
      })),
      isDurable: rules.isDurable,
      everyS: evaluateEveryMs / 1000,
      hasLinks: publicUrl !== null,
    };
  }

  async save(hub: string, { rule: draft, replaces }: RuleChange, caller: Caller): Promise<AlertRule> {
    const { rules, config } = this.parts;
    if (replaces !== undefined) requireEditable(caller, this.ruleOf(hub, replaces));
    const whose = { changedBy: personOf(caller), changedAt: this.parts.now() };
    const rule: AlertRule = { ...draft, id: replaces ?? randomUUID(), origin: 'page', ...whose };
    requireEditable(caller, rule);
    if (!matchesHub(rule.hubs, hub))
      throw new AppError('invalid-request', `The pattern ${rule.hubs} does not cover ${hub}.`);
    const problems = problemsOfRule(
      rule,
      config.targets.map(({ name }) => name),
    );
    if (problems.length > 0) throw new AppError('invalid-request', `${problems.join('; ')}.`);
    await rules.save(rule);
    const text = replaces === undefined ? 'The rule was made.' : 'The rule was changed.';
    await this.note(hub, { event: 'rule-saved', text, user: personOf(caller), ...ofRule(rule) });
    return rule;
  }

  /** The rule of this id where it applies to this task hub, as it is before a change. */
  ruleNow(hub: string, ruleId: string): AlertRule | null {
    return this.parts.rules.all().find(({ id, hubs }) => id === ruleId && matchesHub(hubs, hub)) ?? null;
  }

  /** A rule that is gone already is no failure; `false` = it was. */
  async delete(hub: string, ruleId: string, caller: Caller): Promise<boolean> {
    const { rules } = this.parts;
    const rule = this.ruleNow(hub, ruleId);
    if (rule === null) return false;
    requireEditable(caller, rule);
    await rules.delete(ruleId);
    const text = 'The rule was removed.';
    await this.note(hub, { event: 'rule-deleted', text, user: personOf(caller), ...ofRule(rule) });
    return true;
  }

  async test(hub: string, name: string, caller: Caller): Promise<TestOutcome> {
    const { config, send, publicUrl } = this.parts;
    const target = config.targets.find((each) => each.name === name);
    if (target === undefined) throw new AppError('not-found', `There is no target "${name}".`);
    const at = this.parts.now();
    const notice: AlertNotice = {
      ...{ event: 'target-tested', at, hub, alertId: null, value: null, isTest: true },
      rule: { id: 'test', name: 'Test', severity: 'info', description: '', condition: null },
      summary: `${caller.name} asked for this message to see whether it arrives. Nothing is wrong.`,
      note: '',
      links: alertLinks(publicUrl, hub, null),
    };
    const began = performance.now();
    const times = { nowMs: instantToMs(at), timeoutMs: config.timeoutMs };
    const outcome = await send(requestFor(target, { id: randomUUID(), notice }, times));
    const isDelivered = outcome.kind === 'accepted';
    const message = isDelivered ? `It took the message and answered ${outcome.status}.` : outcome.problem;
    await this.note(hub, { event: 'target-tested', text: message, target: name, user: personOf(caller) });
    return { isDelivered, status: outcome.status, message, tookMs: performance.now() - began };
  }

  history(hub: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): HistoryPage {
    const own = this.parts.records.read().history.filter((entry) => entry.hub === hub);
    const from = cursor === undefined ? 0 : own.findIndex(({ id }) => id === cursor) + 1;
    // What the cursor named is so old that it is kept no more: nothing is older than that.
    const page = cursor !== undefined && from === 0 ? [] : own.slice(from, from + limit);
    const hasMore = from + page.length < own.length && page.length > 0;
    return {
      entries: page.map(shownEntry),
      nextCursor: hasMore ? (page.at(-1)?.id ?? null) : null,
      keeps: keptOfHub,
    };
  }

  deliveries(hub: string): AlertDelivery[] {
    const { deliveries } = this.parts.records.read();
    return deliveries
      .filter(({ notice }) => notice.hub === hub)
      .map((each) => this.shown(each))
      .toReversed();
  }

  async retry(hub: string, deliveryId: string, caller: Caller): Promise<AlertDelivery> {
    const { records, outbox } = this.parts;
    const found = records.read().deliveries.find(({ id }) => id === deliveryId);
    if (found?.notice.hub !== hub || found.state !== 'dead')
      throw new AppError('not-found', 'This message is no longer among those that were given up.');
    const again: Delivery = { ...found, state: 'waiting', attempts: 0, nextAttemptAt: this.parts.now() };
    await records.change((kept) => withDelivery(kept, deliveryId, again));
    const text = 'The message is tried again.';
    const { rule, alertId } = found.notice;
    const what = { ruleId: rule.id, ruleName: rule.name, severity: rule.severity, alertId };
    const user = personOf(caller);
    await this.note(hub, { event: 'delivery-retried', text, target: found.target, user, ...what });
    outbox.wake();
    return this.shown(again);
  }

  private ruleOf(hub: string, id: string): AlertRule {
    const rule = this.ruleNow(hub, id);
    if (rule !== null) return rule;
    throw new AppError('not-found', 'This alert rule is gone: somebody deleted it.');
  }

  private async note(hub: string, draft: Parameters<typeof historyRecordOf>[2]): Promise<void> {
    const entry = historyRecordOf(hub, this.parts.now(), draft);
    await this.parts.records.change((kept) => withHistory(kept, entry));
  }

  private shown({ notice, ...delivery }: Delivery): AlertDelivery {
    const { id, state, target, createdAt, attempts, nextAttemptAt, lastProblem } = delivery;
    return {
      ...{ id, state, target, createdAt, attempts, lastProblem },
      event: notice.event,
      ruleName: notice.rule.name,
      summary: notice.summary,
      maxAttempts: this.parts.config.maxAttempts,
      nextAttemptAt: state === 'dead' ? null : nextAttemptAt,
    };
  }
}

function shownEntry({ id, at, event, text, user, target, ...ofAlert }: HistoryRecord): AlertHistoryEntry {
  const { ruleId, ruleName, severity, alertId } = ofAlert;
  return { id, at, event, text, user, target, ruleId, ruleName, severity, alertId };
}

function ofRule({ id, name, severity }: AlertRule) {
  return { ruleId: id, ruleName: name, severity };
}
