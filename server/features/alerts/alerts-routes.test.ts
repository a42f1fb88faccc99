import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alertDeliveries,
  alertHistory,
  listAlerts,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import { alertRule } from '../../../shared/contract/alert-rules.ts';
import { makeAlertRule } from '../../../shared/testing/alerts.ts';
import type { Reading } from '../../alerts/alert-state.ts';
import { secretsOf } from '../../config-secrets.ts';
import { ConfigError, readConfig } from '../../config.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver.ts';

const base = '/api/hubs/memory~TestHub/alerts';
const secret = 'a signing secret of some length';
const draft = { name: 'No worker', hubs: 'memory~*', condition: { kind: 'no-worker' }, holdS: 0 };

let folder: string;
let receiver: WebhookReceiver;
let reading: Reading;
let server: TestApp;

function configured(settings: object, env: Record<string, string> = {}) {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(settings));
  return readConfig({ DURASCOPE_CONFIG: file, ...env });
}

function withTargets(more: object = {}) {
  return configured({
    alertTargets: {
      allowedHosts: [receiver.url.host],
      allowLoopback: true,
      maxAttempts: 1,
      targets: [{ name: 'team', kind: 'generic', url: receiver.url.href, signingSecret: secret }],
    },
    ...more,
  });
}

async function start(more: object = {}): Promise<TestApp> {
  const hubs = [new MemoryTaskHub(), new MemoryTaskHub({ name: 'Other' })];
  return startTestAppOn([new MemoryConnection(hubs)], {
    dataDirectory: folder,
    openIndex: () => Promise.resolve(RowsIndex.of([])),
    alerts: {
      ...{ config: withTargets(more).alerts, publicUrl: 'https://dash.example', clock: new ManualClock() },
      measure: () => Promise.resolve(reading),
    },
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'durascope-alert-routes-'));
  receiver = await startWebhookReceiver();
  reading = { kind: 'measured', level: 'clear', value: null, text: 'All is well.' };
  server = await start();
});
afterEach(async () => {
  await server.close();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = async (path = base) => listAlerts.result.parse((await server.get(path).expect(200)).body);
const history = async (query = '') =>
  alertHistory.result.parse((await server.get(`${base}/history${query}`).expect(200)).body);
const save = async (rule: object, replaces?: string) =>
  alertRule.parse((await server.write(`${base}/rules`, { rule, replaces }).expect(200)).body);
async function settle(): Promise<void> {
  await server.alerts.engine.idle();
  await server.alerts.outbox.idle();
}

it('a rule that is saved applies to the hubs of its pattern, is still there after a restart, and says who made it', async () => {
  const rule = await save(draft);
  expect(rule).toMatchObject({ origin: 'page', changedBy: { name: 'anybody' }, severity: 'warning' });
  await save({ ...draft, name: 'Here alone', hubs: 'memory~TestHub' });
  await server.close();
  server = await start();
  expect((await list()).rules.map((each) => each.rule.name)).toEqual(['No worker', 'Here alone']);
  const other = await list('/api/hubs/memory~Other/alerts');
  expect(other.rules.map((each) => each.rule)).toEqual([rule]);
  expect((await history()).entries.map(({ event, user }) => [event, user?.name])).toEqual([
    ['rule-saved', 'anybody'],
    ['rule-saved', 'anybody'],
  ]);
});

it('a rule is changed under its id, and removed', async () => {
  const { id } = await save(draft);
  await save({ ...draft, name: 'Renamed', isEnabled: false }, id);
  expect((await list()).rules).toMatchObject([{ rule: { id, name: 'Renamed', isEnabled: false } }]);
  for (let times = 0; times < 2; times++) await server.write(`${base}/rules/${id}/delete`, {}).expect(200);
  expect((await list()).rules).toEqual([]);
  await server.write(`${base}/rules`, { rule: draft, replaces: id }).expect(404);
});

it.each([
  [{ ...draft, targets: ['nobody'] }, 400, 'no target "nobody"'],
  [{ ...draft, hubs: 'memory~Other' }, 400, 'does not cover'],
  [
    { ...draft, condition: { kind: 'failure-rate', q: 'statas:x', windowS: 60, abovePercent: 1 } },
    400,
    'filter',
  ],
  [{ ...draft, condition: { kind: 'stuck-count', above: 1, resolveCount: 2 } }, 400, 'threshold'],
  [
    { ...draft, condition: { kind: 'not-completed', name: 'x', by: { kind: 'daily', time: '25:00' } } },
    400,
    'time',
  ],
])('the rule %j is refused', async (rule, status, why) => {
  const response = await server.write(`${base}/rules`, { rule }).expect(status);
  expect(errorOf(response).message).toContain(why);
});

it('two rules of one name are refused, and so is changing one of the configuration', async () => {
  await server.close();
  server = await start({ alerts: [{ ...draft, name: 'Configured' }] });
  await server.write(`${base}/rules`, { rule: { ...draft, name: 'configured' } }).expect(409);
  const [{ rule, editRefusal } = { rule: makeAlertRule(), editRefusal: null }] = (await list()).rules;
  expect(rule).toMatchObject({ name: 'Configured', origin: 'configuration' });
  expect(editRefusal).toContain('configuration');
  await server.write(`${base}/rules`, { rule: draft, replaces: rule.id }).expect(409);
  await server.write(`${base}/rules/${encodeURIComponent(rule.id)}/delete`, {}).expect(409);
});

describe('an alert', () => {
  beforeEach(async () => {
    reading = { kind: 'measured', level: 'breached', value: 3, text: 'Three wait.' };
    receiver.answer = (response) => void response.writeHead(500).end();
    await save({ ...draft, targets: ['team'] });
    await settle();
  });

  it('is on the page, and what could not be delivered can be tried again', async () => {
    expect((await list()).rules[0]?.standing).toMatchObject({ status: 'firing', reading: 'Three wait.' });
    const read = async () => {
      const response = await server.get(`${base}/deliveries`).expect(200);
      return alertDeliveries.result.parse(response.body).deliveries;
    };
    const [dead] = await read();
    expect(dead).toMatchObject({ state: 'dead', lastProblem: 'It answered 500.' });
    receiver.answer = (response) => void response.writeHead(200).end();
    const path = `${base}/deliveries/${dead!.id}/retry`;
    await server
      .write('/api/hubs/memory~Other/alerts/deliveries/x/retry'.replace('x', dead!.id), {})
      .expect(404);
    await server.write(path, {}).expect(200);
    await settle();
    expect(await read()).toEqual([]);
    expect(receiver.received.filter(({ headers }) => headers['webhook-id'] === dead!.id)).toHaveLength(2);
    await server.write(path, {}).expect(404);
  });

  it('has a history, page by page, that other hubs do not see', async () => {
    const all = (await history()).entries;
    expect(all.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['delivery-failed', 'fired', 'rule-saved']),
    );
    const first = await history('?limit=1');
    const rest = await history(`?limit=200&cursor=${first.nextCursor}`);
    expect([...first.entries, ...rest.entries]).toEqual(all);
    expect(rest.nextCursor).toBeNull();
    expect((await history('?cursor=forgotten')).entries).toEqual([]);
  });
});

it('a test message is marked, signed, and its outcome is told', async () => {
  const send = async () =>
    testAlertTarget.result.parse((await server.write(`${base}/test`, { target: 'team' }).expect(200)).body);
  expect(await send()).toMatchObject({ isDelivered: true, status: 204 });
  const [message] = receiver.received;
  expect(JSON.parse(message!.body)).toMatchObject({ type: 'alert.test', isTest: true });
  expect(message!.headers['webhook-signature']).toMatch(/^v1,/);
  receiver.answer = (response) => void response.writeHead(403).end('what the receiver says');
  expect(await send()).toMatchObject({ isDelivered: false, status: 403, message: 'It answered 403.' });
  await server.write(`${base}/test`, { target: 'nobody' }).expect(404);
  expect((await history()).entries.map(({ event }) => event)).toEqual(['target-tested', 'target-tested']);
});

it('addresses and secrets stay here: an answer has the host and four characters', async () => {
  const response = await server.get(base).expect(200);
  expect((await list()).targets).toEqual([
    { name: 'team', kind: 'generic', host: receiver.url.host, lastFour: 'ters', isSigned: true },
  ]);
  expect(response.text).not.toContain('a-token');
  const secrets = secretsOf(withTargets());
  expect(secrets).toEqual(expect.arrayContaining([receiver.url.href, 'a-token-of-many-characters', secret]));
});

describe('the configuration', () => {
  function problemsOf(settings: object): readonly string[] {
    try {
      configured(settings);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  }

  it('lists everything that is wrong with targets and rules, without their secrets', () => {
    const problems = problemsOf({
      alertTargets: {
        allowedHosts: ['hooks.example'],
        targets: [
          { name: 'a', kind: 'slack', url: 'http://hooks.example/tok3n-a' },
          { name: 'b', kind: 'teams', url: 'https://elsewhere.example/tok3n-b' },
          { name: 'c', kind: 'generic', urlFrom: 'NOT_SET' },
          { name: 'd', kind: 'generic', url: 'tok3n-d' },
          { name: 'e', kind: 'generic', url: 'https://hooks.example/', signingSecret: 'short' },
          { name: 'e', kind: 'generic', url: 'https://hooks.example/' },
        ],
      },
      alerts: [
        { ...draft, targets: ['nobody'] },
        { ...draft, condition: { kind: 'failure-rate', q: 'statas:x', windowS: 60, abovePercent: 1 } },
      ],
    });
    expect(problems).toEqual([
      expect.stringMatching(/target "a": .*https:\/\//),
      expect.stringMatching(/target "b": .*does not list elsewhere\.example/),
      expect.stringMatching(/target "c": NOT_SET is not set/),
      expect.stringMatching(/target "d": its address is no URL/),
      expect.stringMatching(/target "e": its signing secret has fewer/),
      expect.stringMatching(/target "e": another target has this name/),
      expect.stringMatching(/rule "No worker": there is no target "nobody"/),
      expect.stringMatching(/rule "No worker": the filter is not understood/),
      expect.stringMatching(/rule "No worker": another rule has this name/),
    ]);
    expect(problems.join()).not.toContain('tok3n');
  });

  it('names the place of what has the wrong form', () => {
    expect(
      problemsOf({ alerts: [{ ...draft, condition: { kind: 'backlog-age', olderThanS: 'x' } }] })[0],
    ).toMatch(/^alerts\.0\.condition\.olderThanS: /);
  });
});
