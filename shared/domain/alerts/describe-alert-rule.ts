import type { AlertCondition, AlertRuleDraft } from '../../contract/alert-rules.ts';

const units: readonly (readonly [string, string, number])[] = [
  ['day', 'days', 86_400],
  ['hour', 'hours', 3_600],
  ['minute', 'minutes', 60],
  ['second', 'seconds', 1],
];

/** Whole units alone, so that what is read is what was set: 90 seconds, not 2 minutes. */
function spanWords(seconds: number): string {
  const [one, many, size] = units.find(([, , each]) => seconds >= each && seconds % each === 0) ?? [
    'second',
    'seconds',
    1,
  ];
  const count = seconds / size;
  return `${count} ${count === 1 ? one : many}`;
}

/** As it stands after “in the last”. */
function lastWords(seconds: number): string {
  return spanWords(seconds).replace(/^1 /, '');
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function dayWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const key = sorted.join('');
  if (key === '1234567') return 'every day';
  if (key === '12345') return 'Monday to Friday';
  return sorted.map((day) => dayNames[day - 1] ?? '').join(', ');
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** When it fires, as a part of a sentence. */
function conditionWords(condition: AlertCondition): string {
  switch (condition.kind) {
    case 'failure-rate': {
      const { q, windowS, abovePercent, minEnded } = condition;
      const which = q.trim() === '' ? 'the orchestrations' : `the orchestrations matching “${q.trim()}”`;
      return `more than ${abovePercent} % of ${which} that ended in the last ${lastWords(windowS)} failed, with at least ${minEnded} ended`;
    }
    case 'backlog-age': {
      const where = condition.queue === null ? 'any queue' : `the queue ${condition.queue}`;
      return `the oldest visible message of ${where} has waited for more than ${spanWords(condition.olderThanS)}`;
    }
    case 'no-worker':
      return condition.onlyWhileMessagesWait
        ? 'no worker holds a partition while messages wait'
        : 'no worker holds a partition';
    case 'stuck-count': {
      const which = condition.countsDelayed ? 'stuck or delayed' : 'stuck';
      if (condition.above === 0) return `any instance is ${which}`;
      return `more than ${plural(condition.above, 'instance')} ${condition.above === 1 ? 'is' : 'are'} ${which}`;
    }
    case 'not-completed': {
      const { name, by } = condition;
      return by.kind === 'duration'
        ? `no ${name} completed in the last ${lastWords(by.withinS)}`
        : `no ${name} completed by ${by.time} (${by.zone}) of its day, ${dayWords(by.days)}`;
    }
  }
}

function resolveWords(condition: AlertCondition): string {
  switch (condition.kind) {
    case 'failure-rate':
      return `the rate is at or below ${condition.resolvePercent ?? condition.abovePercent} %`;
    case 'backlog-age':
      return `it is at or below ${spanWords(condition.resolveS ?? condition.olderThanS)}`;
    case 'no-worker':
      return 'that is no longer so';
    case 'stuck-count': {
      const count = condition.resolveCount ?? condition.above;
      return count === 0 ? 'there is none' : `there are ${count} or fewer`;
    }
    case 'not-completed':
      return 'one completes';
  }
}

type Described = Pick<AlertRuleDraft, 'condition' | 'holdS' | 'resolveAfterS'>;

/** The whole rule in plain language. */
export function describeAlertRule({ condition, holdS, resolveAfterS }: Described): string {
  const hold = holdS === 0 ? '' : `, for ${spanWords(holdS)} on end`;
  const after = resolveAfterS === 0 ? '' : ` and stays so for ${spanWords(resolveAfterS)}`;
  return `Fires when ${conditionWords(condition)}${hold}. Resolves when ${resolveWords(condition)}${after}.`;
}
