import { createHash, randomUUID } from 'node:crypto';
import type { AlertRule } from '../../shared/contract/alert-rules.ts';
import { describeAlertRule } from '../../shared/domain/alerts/describe-alert-rule.ts';
import { matchesHub } from '../../shared/domain/hub-pattern.ts';
import { toShortIso, type Instant } from '../../shared/domain/instant.ts';
import type { AlertNotice } from './alert-notice.ts';
import { withNotice, type AlertRecords, type Standing } from './alert-records.ts';
import { advance, initialState, type Patience, type Reading, type Transition } from './alert-state.ts';
import { alertLinks } from './alert-links.ts';

/** A rule, a task hub it is about, and what was found there. */
export interface Evaluated {
  readonly rule: AlertRule;
  readonly hub: string;
  readonly reading: Reading;
}

export interface Surroundings {
  readonly now: Instant;
  /** Where browsers reach this dashboard; `null` = messages carry no links. */
  readonly publicUrl: string | null;
}

/** Shorter times without knowing are not worth a message. */
const unknownAfterMs = 300_000;

/** What was found with one condition in some hubs says nothing about another. */
function signatureOf({ condition }: AlertRule): string {
  return createHash('sha256').update(JSON.stringify(condition)).digest('base64url').slice(0, 16);
}

function patienceOf({ holdS, resolveAfterS }: AlertRule): Patience {
  return {
    holdMs: holdS * 1000,
    resolveAfterMs: resolveAfterS * 1000,
    unknownMs: Math.max(unknownAfterMs, holdS * 1000),
  };
}

function toldOf(rule: AlertRule): Standing['told'] {
  const { id, name, severity, condition, targets, note } = rule;
  return { id, name, severity, condition, targets, note, description: describeAlertRule(rule) };
}

function noticeOf(
  { told: { targets, note, ...rule }, hub, state }: Standing,
  what: Pick<AlertNotice, 'event' | 'summary' | 'value'>,
  { now, publicUrl }: Surroundings,
): { notice: AlertNotice; targets: readonly string[] } {
  const links = alertLinks(publicUrl, hub, rule.condition);
  const notice = { ...what, at: now, hub, rule, alertId: state.alertId, note, links, isTest: false };
  return { notice, targets };
}

function told(
  records: AlertRecords,
  standing: Standing,
  what: Pick<AlertNotice, 'event' | 'summary' | 'value'>,
  around: Surroundings,
): AlertRecords {
  const { notice, targets } = noticeOf(standing, what, around);
  const isSilence = what.event === 'unknown' || what.event === 'known';
  return withNotice(
    records,
    notice,
    isSilence ? notToldBy(silentBeside(records, standing), targets) : targets,
  );
}

/** Rules of the same task hub that cannot be evaluated either, and whose targets know. */
function silentBeside({ standings }: AlertRecords, { hub, ruleId }: Standing): Standing[] {
  return standings.filter(
    (each) => each.hub === hub && each.ruleId !== ruleId && each.state.unknown?.isTold === true,
  );
}

/** A task hub that cannot be read is one message for a target, however many rules look at it. */
function notToldBy(others: readonly Standing[], targets: readonly string[]): string[] {
  return targets.filter((target) => !others.some((each) => each.told.targets.includes(target)));
}

/** Beside what is said of the one rule that a message about them all is sent for. */
function othersWords(transition: Transition, { standings }: AlertRecords, standing: Standing): string {
  const others = standings.filter(({ hub, ruleId }) => hub === standing.hub && ruleId !== standing.ruleId);
  const unknown = others.filter(({ state }) => state.unknown !== null).length;
  if (transition === 'known' && others.length > 0 && unknown === 0)
    return ' All other rules for this task hub can be evaluated as well.';
  if (transition !== 'unknown' || unknown === 0) return '';
  const which = unknown === 1 ? 'one other rule' : `${unknown} other rules`;
  return ` Nor can ${which} for this task hub; targets that are told of one of them are told once.`;
}

function whatOf(transition: Transition, reading: Reading, { unknown, status }: Standing['state']) {
  const value = reading.kind === 'measured' ? reading.value : null;
  if (transition !== 'unknown')
    return { event: transition, value, summary: reading.kind === 'measured' ? reading.text : reading.reason };
  const since = unknown === null ? '' : ` since ${toShortIso(unknown.since)}`;
  const reason = reading.kind === 'unknown' ? reading.reason.replace(/\.$/, '') : '';
  return {
    event: transition,
    value,
    summary: `Cannot be evaluated${since}: ${reason}. It counts as ${status}, as before.`,
  };
}

/** The records after one reading; the same ones when it changed nothing. */
function step(
  records: AlertRecords,
  { rule, hub, reading }: Evaluated,
  { now, publicUrl }: Surroundings,
): AlertRecords {
  const isSame = (each: Standing) => each.ruleId === rule.id && each.hub === hub;
  const known = records.standings.find(isSame);
  const state = known?.state ?? initialState(now);
  const { state: next, transitions } = advance(state, reading, patienceOf(rule), now);
  const description = toldOf(rule);
  if (known !== undefined && JSON.stringify([next, description]) === JSON.stringify([state, known.told]))
    return records;
  const alertId = transitions.includes('fired') ? randomUUID() : next.alertId;
  const signature = signatureOf(rule);
  const standing: Standing = {
    ...{ ruleId: rule.id, hub, signature, told: description },
    state: { ...next, alertId },
  };
  const standings =
    known === undefined
      ? [...records.standings, standing]
      : records.standings.map((each) => (isSame(each) ? standing : each));
  return transitions.reduce<AlertRecords>(
    (kept, transition) => {
      // The end of an alert is told under the id of its begin.
      const ofAlert = transition === 'resolved' ? { ...next, alertId: state.alertId } : standing.state;
      const { summary, ...rest } = whatOf(transition, reading, standing.state);
      const what = { ...rest, summary: `${summary}${othersWords(transition, kept, standing)}` };
      return told(kept, { ...standing, state: ofAlert }, what, { now, publicUrl });
    },
    { ...records, standings },
  );
}

function isWatched({ ruleId, hub, signature }: Standing, rules: readonly AlertRule[]): boolean {
  const rule = rules.find(({ id }) => id === ruleId);
  return rule?.isEnabled === true && signatureOf(rule) === signature && matchesHub(rule.hubs, hub);
}

/** Ends what no rule watches any more, and what was of a task hub that is gone. */
export function closeUnwatched(
  records: AlertRecords,
  rules: readonly AlertRule[],
  goneHubs: ReadonlySet<string>,
  around: Surroundings,
): AlertRecords {
  const isKept = (each: Standing) => isWatched(each, rules) && !goneHubs.has(each.hub);
  const ended = records.standings.filter((each) => !isKept(each));
  if (ended.length === 0) return records;
  const firing = ended.filter(({ state }) => state.status === 'firing');
  return firing.reduce<AlertRecords>(
    (kept, standing) => {
      const why = goneHubs.has(standing.hub)
        ? 'The task hub is no longer there.'
        : 'The rule was changed, switched off or removed.';
      const summary = `The alert is closed without having resolved. ${why}`;
      return told(kept, standing, { event: 'closed', value: null, summary }, around);
    },
    { ...records, standings: records.standings.filter(isKept) },
  );
}

export function applyReadings(
  records: AlertRecords,
  evaluated: readonly Evaluated[],
  around: Surroundings,
): AlertRecords {
  return evaluated.reduce((kept, each) => step(kept, each, around), records);
}
