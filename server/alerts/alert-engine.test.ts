import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAlertRule } from '../../shared/testing/alerts.ts';
import { makeConnectionSummary } from '../../shared/testing/hubs.ts';
import { AppError } from '../errors.ts';
import type { HubRegistry } from '../hubs/hub-registry.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { memoryDocument, type StoredDocument } from '../storage/document.ts';
import { openJsonFile } from '../storage/json-file.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { AlertEngine } from './alert-engine.ts';
import { alertRecords, noRecords, type AlertRecords } from './alert-records.ts';
import { AlertRules } from './alert-rules.ts';
import type { Reading } from './alert-state.ts';

const breached: Reading = { kind: 'measured', level: 'breached', value: 9, text: 'Nine wait.' };
const clear: Reading = { kind: 'measured', level: 'clear', value: 0, text: 'None wait.' };

interface Watched {
  index: number;
  queues: number;
}

/** What an evaluation asks of a task hub, and how often it is being kept awake. */
function fakeHub(key: string): { open: OpenHub; watched: Watched } {
  const watched = { index: 0, queues: 0 };
  const keep = (what: keyof Watched) => () => {
    watched[what] += 1;
    return () => void (watched[what] -= 1);
  };
  const open = {
    key,
    index: { watch: keep('index') },
    queues: { keepSampling: keep('queues') },
    logFailure: () => undefined,
  };
  // The rest of a hub is read by measuring alone, which these tests do themselves.
  return { open: open as unknown as OpenHub, watched };
}

let folder: string;
let clock: ManualClock;
let rules: AlertRules;
let reading: Reading | Error;
let hubs: OpenHub[];
let connectionProblem: AppError | null;
let asked: string[];
let records: StoredDocument<AlertRecords>;
let engine: AlertEngine;
let failures: unknown[];

const registry: Pick<HubRegistry, 'list'> = {
  list: () =>
    Promise.resolve({
      hubs,
      connections: [
        makeConnectionSummary({
          problem: connectionProblem && { code: connectionProblem.code, message: connectionProblem.message },
        }),
      ],
    }),
};

function makeEngine(): AlertEngine {
  return new AlertEngine({
    hubs: registry,
    rules,
    records,
    clock,
    publicUrl: 'https://dash.example',
    onNotices: () => undefined,
    onFailure: (error) => failures.push(error),
    random: () => 0.5,
    measure: (_condition, open) => {
      asked.push(open.key);
      return reading instanceof Error ? Promise.reject(reading) : Promise.resolve(reading);
    },
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durascope-alerts-'));
  clock = new ManualClock();
  rules = new AlertRules([]);
  reading = clear;
  hubs = [fakeHub('orders~Main').open];
  connectionProblem = null;
  asked = [];
  failures = [];
  records = memoryDocument(noRecords);
  engine = makeEngine();
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  expect(failures).toEqual([]);
});

/** So many rounds, one every 30 s. */
async function pass(seconds: number): Promise<void> {
  for (let s = 0; s < seconds; s += 30) {
    await engine.idle();
    clock.advance(30_000);
    await engine.idle();
  }
}

const statusNow = () => records.read().standings[0]?.state.status;
const told = () => records.read().deliveries.map(({ notice, target }) => `${notice.event} to ${target}`);
const history = () =>
  records
    .read()
    .history.map(({ event }) => event)
    .toReversed();

it('without rules nothing is read and nothing is kept awake', async () => {
  const { open, watched } = fakeHub('orders~Main');
  hubs = [open];
  engine.start();
  await pass(300);
  expect(asked).toEqual([]);
  expect(watched).toEqual({ index: 0, queues: 0 });
  expect(clock.waits()).toEqual([]);
});

it('while a rule is switched on its hubs are kept awake, and no others', async () => {
  const [main, other] = [fakeHub('orders~Main'), fakeHub('payments~Main')];
  hubs = [main.open, other.open];
  await rules.save(makeAlertRule({ hubs: 'orders~*' }));
  await pass(60);
  expect(main.watched).toEqual({ index: 1, queues: 1 });
  expect(other.watched).toEqual({ index: 0, queues: 0 });
  expect(new Set(asked)).toEqual(new Set(['orders~Main']));
  await rules.save(makeAlertRule({ hubs: 'orders~*', isEnabled: false }));
  await engine.idle();
  expect(main.watched).toEqual({ index: 0, queues: 0 });
  expect(clock.waits()).toEqual([]);
});

it('asks every 30 seconds, a little more or less', async () => {
  await rules.save(makeAlertRule());
  await engine.idle();
  expect(clock.waits()).toEqual([30_000]);
});

it('fires after it has held, tells each target once, and resolves after it has been over', async () => {
  await rules.save(makeAlertRule({ holdS: 60, resolveAfterS: 60, targets: ['team', 'pager'] }));
  reading = breached;
  await pass(30);
  expect(statusNow()).toBe('pending');
  expect(told()).toEqual([]);
  await pass(60);
  expect(statusNow()).toBe('firing');
  await pass(120);
  expect(told()).toEqual(['fired to team', 'fired to pager']);
  reading = clear;
  await pass(60);
  expect(statusNow()).toBe('firing');
  await pass(60);
  expect(told().slice(2)).toEqual(['resolved to team', 'resolved to pager']);
  expect(history()).toEqual(['fired', 'resolved']);
  const ids = records.read().deliveries.map(({ notice }) => notice.alertId);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).not.toBeNull();
});

it('links lead to the page of the hub', async () => {
  await rules.save(makeAlertRule({ targets: ['team'] }));
  reading = breached;
  await pass(30);
  expect(records.read().deliveries[0]?.notice.links).toEqual({
    alerts: 'https://dash.example/hubs/orders~Main/alerts',
    evidence: 'https://dash.example/hubs/orders~Main/partitions',
  });
});

describe('a restart', () => {
  const path = () => join(folder, 'alerts.json');
  const openRecords = () =>
    openJsonFile({
      path: path(),
      schema: alertRecords,
      empty: noRecords,
      onNotice: (text) => failures.push(text),
    });

  async function restart(downMs: number): Promise<void> {
    await engine.close();
    clock.advance(downMs);
    records = await openRecords();
    engine = makeEngine();
    engine.start();
    await engine.idle();
  }

  beforeEach(async () => {
    records = await openRecords();
    engine = makeEngine();
    reading = breached;
  });

  it('does not fire again what fires', async () => {
    await rules.save(makeAlertRule({ targets: ['team'] }));
    await pass(60);
    await restart(10_000);
    await pass(60);
    expect(told()).toEqual(['fired to team']);
    expect(statusNow()).toBe('firing');
  });

  it('goes on with what was held', async () => {
    await rules.save(makeAlertRule({ holdS: 300 }));
    await pass(240);
    await restart(20_000);
    expect(statusNow()).toBe('pending');
    await pass(60);
    expect(statusNow()).toBe('firing');
  });

  it('of a process that was away for long begins to hold again', async () => {
    await rules.save(makeAlertRule({ holdS: 300 }));
    await pass(240);
    await restart(3_600_000);
    await pass(60);
    expect(statusNow()).toBe('pending');
  });

  it('closes what a rule fired that is gone', async () => {
    await rules.save(makeAlertRule({ targets: ['team'] }));
    await pass(60);
    rules = new AlertRules([]);
    await restart(10_000);
    expect(told()).toEqual(['fired to team', 'closed to team']);
    expect(records.read().standings).toEqual([]);
  });
});

describe('what cannot be measured', () => {
  it('changes no state, and is told once it lasts', async () => {
    await rules.save(makeAlertRule({ targets: ['team'] }));
    reading = breached;
    await pass(60);
    reading = new AppError('store-unavailable', 'Storage is away.');
    await pass(600);
    expect(statusNow()).toBe('firing');
    expect(told()).toEqual(['fired to team', 'unknown to team']);
    const summary = records.read().deliveries.at(-1)?.notice.summary;
    expect(summary).toMatch(
      /^Cannot be evaluated since .*: Storage is away\. It counts as firing, as before\.$/,
    );
    reading = clear;
    await pass(60);
    expect(told().slice(2)).toEqual(['known to team', 'resolved to team']);
  });

  it('is one message for a target, however many rules of the hub it is so for', async () => {
    for (const name of ['One', 'Two', 'Three'])
      await rules.save(
        makeAlertRule({ id: name, name, targets: name === 'Three' ? ['team', 'pager'] : ['team'] }),
      );
    await pass(60);
    reading = new AppError('store-unavailable', 'Storage is away.');
    await pass(600);
    expect(told()).toEqual(['unknown to team', 'unknown to pager']);
    expect(records.read().deliveries[0]?.notice.summary).toContain('Nor can 2 other rules');
    expect(history()).toEqual(['unknown', 'unknown', 'unknown']);
    reading = clear;
    await pass(60);
    expect(told().slice(2)).toEqual(['known to team', 'known to pager']);
    expect(history().slice(3)).toEqual(['known', 'known', 'known']);
  });

  it('of two hubs is two messages', async () => {
    hubs = [fakeHub('orders~Main').open, fakeHub('orders~Other').open];
    await rules.save(makeAlertRule({ targets: ['team'] }));
    reading = new AppError('store-unavailable', 'Storage is away.');
    await pass(600);
    expect(told()).toEqual(['unknown to team', 'unknown to team']);
  });

  it('includes a hub whose connection fails', async () => {
    await rules.save(makeAlertRule());
    await pass(30);
    hubs = [];
    connectionProblem = new AppError('store-unavailable', 'The account does not answer.');
    await pass(60);
    const [rule] = rules.all();
    expect(engine.standingOf(rule!, 'orders~Main')).toMatchObject({
      status: 'ok',
      unknown: { reason: 'The account does not answer.' },
    });
  });

  it('includes a hub that a rule names and nobody has', async () => {
    await rules.save(makeAlertRule({ hubs: 'orders~Nowhere', targets: ['team'] }));
    await pass(600);
    expect(told()).toEqual(['unknown to team']);
    expect(records.read().deliveries[0]?.notice.summary).toContain('there is no task hub orders~Nowhere');
  });
});

it('a hub that is gone for good closes what it fired', async () => {
  await rules.save(makeAlertRule({ targets: ['team'] }));
  reading = breached;
  await pass(30);
  hubs = [];
  await pass(30);
  expect(told()).toEqual(['fired to team', 'closed to team']);
  expect(records.read().deliveries.at(-1)?.notice.summary).toContain('no longer there');
});

it('a rule with another condition begins anew, one with another note goes on', async () => {
  await rules.save(makeAlertRule({ targets: ['team'] }));
  reading = breached;
  await pass(30);
  await rules.save(makeAlertRule({ targets: ['team'], note: 'Call Ada.' }));
  await pass(30);
  expect(told()).toEqual(['fired to team']);
  reading = clear;
  await rules.save(makeAlertRule({ targets: ['team'], condition: { kind: 'stuck-count', above: 3 } }));
  await pass(30);
  expect(told()).toEqual(['fired to team', 'closed to team']);
  expect(statusNow()).toBe('ok');
});

it('writes nothing while nothing changes', async () => {
  let writes = 0;
  const change = records.change.bind(records);
  records.change = (next) => {
    writes += 1;
    return change(next);
  };
  await rules.save(makeAlertRule());
  await pass(60);
  const before = writes;
  await pass(600);
  expect(writes).toBe(before);
});
