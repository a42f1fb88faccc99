import {
  alertRuleDraft,
  type AlertCondition,
  type AlertRule,
  type AlertRuleDraft,
  type AlertSeverity,
} from '../../../shared/contract/alert-rules.ts';
import { parseFilter } from '../../../shared/domain/instance-filter/parse-filter.ts';
import { parseSpan, printSpan } from '../../../shared/domain/instance-filter/parse-span.ts';

/** A rule as it is typed. Lengths of time are texts such as `15m`. */
export interface RuleForm {
  readonly name: string;
  readonly hubs: string;
  readonly kind: AlertCondition['kind'];
  readonly q: string;
  readonly window: string;
  readonly abovePercent: string;
  readonly minEnded: string;
  readonly resolvePercent: string;
  readonly queue: string;
  readonly olderThan: string;
  readonly resolveAge: string;
  readonly onlyWhileMessagesWait: boolean;
  readonly aboveCount: string;
  readonly countsDelayed: boolean;
  readonly resolveCount: string;
  readonly functionName: string;
  readonly by: 'duration' | 'daily';
  readonly within: string;
  readonly time: string;
  readonly zone: string;
  readonly days: readonly number[];
  readonly hold: string;
  readonly resolveAfter: string;
  readonly severity: AlertSeverity;
  readonly targets: readonly string[];
  readonly note: string;
  readonly isEnabled: boolean;
}

type RuleField = keyof RuleForm;
export type RuleProblems = Partial<Record<RuleField, string>>;

export function emptyForm(hub: string, zone: string): RuleForm {
  return {
    name: '',
    hubs: hub,
    kind: 'failure-rate',
    q: '',
    window: '15m',
    abovePercent: '10',
    minEnded: '10',
    resolvePercent: '',
    queue: '',
    olderThan: '5m',
    resolveAge: '',
    onlyWhileMessagesWait: true,
    aboveCount: '0',
    countsDelayed: false,
    resolveCount: '',
    functionName: '',
    by: 'duration',
    within: '1d',
    time: '06:30',
    zone,
    days: [1, 2, 3, 4, 5, 6, 7],
    hold: '1m',
    resolveAfter: '2m',
    severity: 'warning',
    targets: [],
    note: '',
    isEnabled: true,
  };
}

function spanText(seconds: number): string {
  return printSpan(seconds * 1000);
}

function orEmpty(value: number | null, print: (value: number) => string = String): string {
  return value === null ? '' : print(value);
}

function conditionFields(condition: AlertCondition): Partial<RuleForm> {
  switch (condition.kind) {
    case 'failure-rate':
      return {
        q: condition.q,
        window: spanText(condition.windowS),
        abovePercent: String(condition.abovePercent),
        minEnded: String(condition.minEnded),
        resolvePercent: orEmpty(condition.resolvePercent),
      };
    case 'backlog-age':
      return {
        queue: condition.queue ?? '',
        olderThan: spanText(condition.olderThanS),
        resolveAge: orEmpty(condition.resolveS, spanText),
      };
    case 'no-worker':
      return { onlyWhileMessagesWait: condition.onlyWhileMessagesWait };
    case 'stuck-count':
      return {
        aboveCount: String(condition.above),
        countsDelayed: condition.countsDelayed,
        resolveCount: orEmpty(condition.resolveCount),
      };
    case 'not-completed': {
      const { name, by } = condition;
      const rest =
        by.kind === 'duration'
          ? { within: spanText(by.withinS) }
          : { time: by.time, zone: by.zone, days: by.days };
      return { functionName: name, by: by.kind, ...rest };
    }
  }
}

/** The rule alone, without who made it when. */
export function draftOf(rule: AlertRule): AlertRuleDraft {
  const { name, hubs, condition, holdS, resolveAfterS, severity, targets, note, isEnabled } = rule;
  return { name, hubs, condition, holdS, resolveAfterS, severity, targets, note, isEnabled };
}

/** A rule as the form shows it. */
export function formOf(rule: AlertRuleDraft, zone: string): RuleForm {
  const { name, hubs, condition, holdS, resolveAfterS, severity, targets, note, isEnabled } = rule;
  return {
    ...emptyForm(hubs, zone),
    ...{ name, severity, targets, note, isEnabled, kind: condition.kind },
    hold: spanText(holdS),
    resolveAfter: spanText(resolveAfterS),
    ...conditionFields(condition),
  };
}

/** Not a number where it is none, so that the schema refuses it. */
function seconds(text: string): number {
  const ms = parseSpan(text.trim());
  return ms === null ? Number.NaN : ms / 1000;
}

function number(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function optional(text: string, read: (text: string) => number): number | null {
  return text.trim() === '' ? null : read(text);
}

function conditionOf(form: RuleForm): unknown {
  const { kind } = form;
  switch (kind) {
    case 'failure-rate':
      return {
        ...{ kind, q: form.q.trim(), windowS: seconds(form.window), minEnded: number(form.minEnded) },
        abovePercent: number(form.abovePercent),
        resolvePercent: optional(form.resolvePercent, number),
      };
    case 'backlog-age':
      return {
        ...{ kind, queue: form.queue.trim() === '' ? null : form.queue.trim() },
        olderThanS: seconds(form.olderThan),
        resolveS: optional(form.resolveAge, seconds),
      };
    case 'no-worker':
      return { kind, onlyWhileMessagesWait: form.onlyWhileMessagesWait };
    case 'stuck-count':
      return {
        ...{ kind, above: number(form.aboveCount), countsDelayed: form.countsDelayed },
        resolveCount: optional(form.resolveCount, number),
      };
    case 'not-completed': {
      const { time, days } = form;
      const by =
        form.by === 'duration'
          ? { kind: 'duration', withinS: seconds(form.within) }
          : { kind: 'daily', time, zone: form.zone.trim(), days };
      return { kind, name: form.functionName.trim(), by };
    }
  }
}

/** Which field of the form a part of the rule comes from. */
const fieldOf: Readonly<Record<string, RuleField>> = {
  name: 'name',
  hubs: 'hubs',
  holdS: 'hold',
  resolveAfterS: 'resolveAfter',
  targets: 'targets',
  note: 'note',
  'condition.q': 'q',
  'condition.windowS': 'window',
  'condition.abovePercent': 'abovePercent',
  'condition.minEnded': 'minEnded',
  'condition.resolvePercent': 'resolvePercent',
  'condition.queue': 'queue',
  'condition.olderThanS': 'olderThan',
  'condition.resolveS': 'resolveAge',
  'condition.above': 'aboveCount',
  'condition.resolveCount': 'resolveCount',
  'condition.name': 'functionName',
  'condition.by.withinS': 'within',
  'condition.by.time': 'time',
  'condition.by.zone': 'zone',
  'condition.by.days': 'days',
};

const spanFields: readonly RuleField[] = [
  'window',
  'olderThan',
  'resolveAge',
  'within',
  'hold',
  'resolveAfter',
];
const textFields: readonly RuleField[] = ['name', 'hubs', 'functionName'];

function problemText(field: RuleField, form: RuleForm, message: string): string {
  const value = form[field];
  if (textFields.includes(field) && value === '') return 'This is needed.';
  const isSpan = spanFields.includes(field);
  if (isSpan && typeof value === 'string' && parseSpan(value.trim()) === null)
    return 'Write a length of time such as 90s, 15m, 2h or 1d.';
  if (message.includes('NaN')) return 'Write a number.';
  const text = isSpan ? message.replace(/(\d+)$/, (found) => spanText(Number(found))) : message;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The rule that the form says, or what is wrong with it, field by field. */
export function readForm(form: RuleForm): { rule: AlertRuleDraft } | { problems: RuleProblems } {
  const { name, hubs, severity, targets, note, isEnabled } = form;
  const parsed = alertRuleDraft.safeParse({
    ...{ name, hubs, severity, targets, note, isEnabled, condition: conditionOf(form) },
    holdS: seconds(form.hold),
    resolveAfterS: seconds(form.resolveAfter),
  });
  const [filterProblem] = form.kind === 'failure-rate' ? parseFilter(form.q, 'UTC').problems : [];
  if (filterProblem !== undefined) return { problems: { q: filterProblem.message } };
  if (parsed.success) return { rule: parsed.data };
  const problems: RuleProblems = {};
  for (const { path, message } of parsed.error.issues) {
    const key = path.filter((part) => typeof part === 'string').join('.');
    const field = fieldOf[key] ?? 'name';
    problems[field] ??= problemText(field, form, message);
  }
  return { problems };
}
