import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alertRule } from '../../../shared/contract/alert-rules.ts';
import { alertDeliveries } from '../../../shared/contract/alerts.ts';
import { searchAudit } from '../../../shared/contract/audit.ts';
import { readConfig } from '../../config.ts';
import { compileMasking } from '../../masking/masking-rules.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver.ts';

const base = '/api/hubs/memory~TestHub/alerts';
const draft = {
  ...{ name: 'No worker', hubs: 'memory~*', condition: { kind: 'no-worker' }, holdS: 0, targets: ['team'] },
  note: 'card 4111111111111111',
};

let folder: string;
let receiver: WebhookReceiver;
let server: TestApp;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'durascope-audited-alerts-'));
  receiver = await startWebhookReceiver();
  const target = { name: 'team', kind: 'generic', url: receiver.url, signingSecret: null } as const;
  const { alerts } = readConfig({});
  server = await startTestAppOn(
    [new MemoryConnection([new MemoryTaskHub(), new MemoryTaskHub({ name: 'Other' })])],
    {
      dataDirectory: folder,
      openIndex: () => Promise.resolve(RowsIndex.of([])),
      masking: compileMasking([{ pattern: '4111\\d{12}' }], 'withhold', []) ?? undefined,
      alerts: {
        clock: new ManualClock(),
        config: {
          ...{ ...alerts, maxAttempts: 1, targets: [target] },
          hosts: { allowed: [receiver.url.host], allowLoopback: true },
        },
        measure: () => Promise.resolve({ kind: 'measured', level: 'breached', value: 1, text: 'It is so.' }),
      },
    },
  );
});
afterEach(async () => {
  await server.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

async function audit(query = '') {
  const response = await server.get(`/api/hubs/memory~TestHub/audit${query}`).expect(200);
  return searchAudit.result.parse(response.body).entries;
}

async function save(rule: object, replaces?: string) {
  return alertRule.parse((await server.write(`${base}/rules`, { rule, replaces }).expect(200)).body);
}

it('a rule that is made, changed and removed: who, which, and what is another than before', async () => {
  const { id } = await save(draft);
  const changed = await server
    .write(`${base}/rules`, { rule: { ...draft, name: 'Nobody', holdS: 300 }, replaces: id })
    .expect(200);
  await server.write(`${base}/rules/${id}/delete`, {}).expect(200);
  await server.write(`${base}/rules/${id}/delete`, {}).expect(200);
  const entries = await audit();
  expect(entries).toMatchObject([
    { command: 'delete-alert-rule', parameters: { ruleId: id }, message: 'It was gone already.' },
    { command: 'delete-alert-rule', parameters: { rule: 'Nobody' }, message: 'The rule was removed.' },
    {
      command: 'save-alert-rule',
      instanceId: null,
      requestId: changed.get('x-request-id'),
      parameters: { rule: 'No worker', name: 'No worker → Nobody', holdS: '0 → 300' },
      message: 'The rule was changed. name: No worker → Nobody; holdS: 0 → 300',
    },
    {
      command: 'save-alert-rule',
      user: { id: 'anybody' },
      parameters: { rule: 'No worker', hubs: 'memory~*', targets: 'team' },
      result: 'accepted',
      message: expect.stringMatching(/^The rule was made\. Fires when no worker holds a partition/) as string,
    },
  ]);
  expect(Object.keys(entries[2]!.parameters)).toEqual(['rule', 'name', 'holdS']);
  expect(await audit('?command=delete-alert-rule')).toHaveLength(2);
});

it('what masking rules mean is in no note that is written down', async () => {
  const { id } = await save(draft);
  await save({ ...draft, note: 'card 4111111111112222' }, id);
  const [entry] = await audit();
  expect(Object.keys(entry!.parameters)).toContain('note');
  expect(server.printed.join()).not.toContain('4111111111');
  expect(JSON.stringify(entry)).not.toContain('4111111111');
});

it('what is refused, with why', async () => {
  await save(draft);
  await server.write(`${base}/rules`, { rule: draft }).expect(409);
  await server.write(`${base}/test`, { target: 'nobody' }).expect(404);
  await server.write(`${base}/deliveries/none/retry`, {}).expect(404);
  expect(await audit('?result=refused')).toMatchObject([
    { command: 'retry-alert-delivery', code: 'not-found', parameters: { deliveryId: 'none' } },
    { command: 'test-alert-target', code: 'not-found', parameters: { target: 'nobody' } },
    { command: 'save-alert-rule', code: 'conflict', parameters: { rule: 'No worker' } },
  ]);
});

it('a test that did not arrive, and a message that is tried again', async () => {
  receiver.answer = (response) => void response.writeHead(403).end();
  await server.write(`${base}/test`, { target: 'team' }).expect(200);
  await save(draft);
  await server.alerts.engine.idle();
  await server.alerts.outbox.idle();
  const waiting = alertDeliveries.result.parse((await server.get(`${base}/deliveries`).expect(200)).body);
  await server.write(`${base}/deliveries/${waiting.deliveries[0]!.id}/retry`, {}).expect(200);
  const [retried, , tested] = await audit();
  expect(retried).toMatchObject({
    command: 'retry-alert-delivery',
    parameters: { rule: 'No worker', target: 'team', event: 'fired' },
    result: 'accepted',
  });
  expect(tested).toMatchObject({
    command: 'test-alert-target',
    parameters: { target: 'team' },
    result: 'failed',
    message: 'It answered 403.',
  });
  expect(JSON.stringify(await audit())).not.toContain('a-token');
});

it('what cannot be written down is not done', async () => {
  rmSync(join(folder, 'audit'), { recursive: true });
  await server.write(`${base}/rules`, { rule: draft }).expect(503);
  await server.write(`${base}/test`, { target: 'team' }).expect(503);
  expect((await server.get(base).expect(200)).body).toMatchObject({ rules: [] });
  expect(receiver.received).toEqual([]);
});
