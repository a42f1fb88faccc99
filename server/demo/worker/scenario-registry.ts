import { msToInstant, instantToMs, type Instant } from '../../../shared/domain/instant.ts';
import { TaskFailure, type Entity, type Orchestrator, type Registry } from './definitions.ts';
import { isRecord } from './json-record.ts';

function after(now: Instant, ms: number): Instant {
  return msToInstant(instantToMs(now) + ms);
}

const orchestrators: Record<string, Orchestrator> = {
  *Chain(context, input) {
    const first = yield context.callActivity('Double', input);
    return yield context.callActivity('Double', first);
  },
  *FanOut(context, input) {
    const calls = Array.from({ length: Number(input) }, (_, i) => context.callActivity('Double', i));
    const results = yield context.all(calls);
    return Array.isArray(results) ? results.length : 0;
  },
  *Retries(context, input) {
    return yield context.callActivity('Flaky', input, { maxAttempts: 3, firstDelayMs: 20, backoff: 2 });
  },
  *CallsFlaky(context, input) {
    return yield context.callActivity('Flaky', input);
  },
  *Fails(context, input) {
    yield context.callActivity('Fail', input);
  },
  *FailsInChild(context, input) {
    yield context.callSubOrchestrator('Fails', input, { instanceId: `${context.instanceId}:child` });
  },
  *Compensates(context) {
    try {
      yield context.callActivity('Fail', 'on purpose');
    } catch (error) {
      return error instanceof TaskFailure ? error.failure.errorMessage : 'something else';
    }
    return 'no failure';
  },
  *Throws(context) {
    yield context.all([]);
    throw new RangeError('the orchestrator itself', { cause: new TypeError('inner cause') });
  },
  *Waits(context) {
    context.setCustomStatus({ waitingFor: 'Go' });
    const answer = yield context.waitForEvent('Go');
    context.setCustomStatus(null);
    return answer;
  },
  *Deadline(context, input) {
    const timer = context.createTimer(after(context.now, Number(input)));
    const answer = context.waitForEvent('Go');
    const first = yield context.any([timer, answer]);
    if (first === timer) return 'too late';
    timer.cancel();
    return yield answer;
  },
  *Parent(context, input) {
    return yield context.callSubOrchestrator('Chain', input);
  },
  *Forgets(context, input) {
    context.startSubOrchestrator('Chain', input, `${context.instanceId}:forgotten`);
    yield context.all([]);
    return 'done';
  },
  *Eternal(context, input) {
    const round = Number(input);
    context.setCustomStatus({ round });
    const word = yield context.waitForEvent('Next');
    if (word === 'stop') return round;
    yield context.callActivity('Double', round);
    context.continueAsNew(round + 1);
  },
  *Tells(context, input) {
    context.sendEvent(String(input), 'Go', { from: context.instanceId });
    yield context.all([]);
  },
  *Versioned(context) {
    return yield context.callActivity('Double', Number(context.version));
  },
  *Counts(context, input) {
    for (let i = 0; i < 5; i += 1) context.signalEntity({ name: 'counter', key: String(input) }, 'add', 1);
    return yield context.callEntity({ name: 'counter', key: String(input) }, 'get');
  },
  *Refused(context, input) {
    yield context.callEntity({ name: 'counter', key: String(input) }, 'refuse');
  },
  *Transfers(context, input) {
    const order = isRecord(input) ? input : {};
    const from = { name: 'account', key: String(order.from) };
    const to = { name: 'account', key: String(order.to) };
    yield context.lockEntities([from, to]);
    context.setCustomStatus('locked');
    if (order.hold === true) yield context.waitForEvent('Go');
    yield context.callEntity(from, 'add', -Number(order.amount));
    yield context.callEntity(to, 'add', Number(order.amount));
    context.releaseLocks();
    return 'moved';
  },
  *Big(context, input) {
    const text = yield context.callActivity('Text', input);
    return yield context.callActivity('Echo', text);
  },
  *Hangs(context) {
    return yield context.callActivity('Hang');
  },
  *CallsUnknown(context) {
    return yield context.callActivity('NoSuchActivity');
  },
  *Idle(context) {
    yield context.callActivity('Nothing');
  },
};

const attempts = new Map<string, number>();

const activities: Registry['activities'] = {
  Double: (value) => Number(value) * 2,
  Echo: (value) => value,
  Nothing: () => undefined,
  Flaky: (value) => {
    const failures = isRecord(value) ? Number(value.failures) : 0;
    const key = isRecord(value) ? String(value.key) : '';
    const count = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, count);
    if (count <= failures) throw new Error(`attempt ${count} failed`);
    return count;
  },
  Fail: (value) => {
    throw new TypeError(`asked to fail: ${String(value)}`);
  },
  Text: (length) => 'x'.repeat(Number(length)),
  Hang: (_, { signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('aborted'));
    }),
};

const balance: Entity = {
  add: (context, amount) => {
    context.state = Number(context.state ?? 0) + Number(amount);
  },
  get: (context) => context.state ?? 0,
  delete: (context) => {
    context.state = undefined;
  },
  refuse: (context) => {
    context.state = 'spoilt';
    throw new RangeError('the entity refused');
  },
  set: (context, value) => {
    context.state = value;
  },
  pass: (context, amount) => {
    context.signalEntity({ name: 'counter', key: 'passed-on' }, 'add', amount);
  },
};

/** One orchestrator for each thing an orchestrator can do, for tests. */
export const scenarioRegistry: Registry = {
  orchestrators,
  activities,
  entities: { counter: balance, account: balance },
};
