import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { sendWebhook, type SendOutcome } from './send-webhook.ts';
import { webhookHeaders } from './signature.ts';
import type { TargetHosts } from './target-hosts.ts';

let receiver: WebhookReceiver;
let hosts: TargetHosts;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  hosts = { allowed: [receiver.url.host], allowLoopback: true };
});
afterEach(() => receiver.close());

function send(overrides: { url?: URL; timeoutMs?: number; given?: TargetHosts } = {}): Promise<SendOutcome> {
  const { url = receiver.url, timeoutMs = 5_000, given = hosts } = overrides;
  const body = JSON.stringify({ text: 'Grüße' });
  return sendWebhook({ url, body, timeoutMs, headers: { 'webhook-id': 'one' } }, given);
}

it('posts the body with its headers', async () => {
  expect(await send()).toEqual({ kind: 'accepted', status: 204 });
  expect(receiver.received).toMatchObject([
    {
      path: '/hook/a-token-of-many-characters',
      body: '{"text":"Grüße"}',
      headers: { 'webhook-id': 'one', 'content-type': 'application/json' },
    },
  ]);
});

it.each([
  [500, false],
  [503, false],
  [408, false],
  [429, false],
  [400, true],
  [404, true],
  [410, true],
])('the answer %i is a failure, final: %s', async (status, isFinal) => {
  receiver.answer = (response) => void response.writeHead(status).end('a secret of the receiver');
  const outcome = await send();
  expect(outcome).toMatchObject({ kind: 'failed', status, isFinal, retryAfterMs: null });
  expect(JSON.stringify(outcome)).not.toContain('secret');
});

it.each([
  ['7', 7_000],
  ['0', 0],
  ['soon', null],
])('takes the wish to be asked again after %j', async (wish, retryAfterMs) => {
  receiver.answer = (response) => void response.writeHead(429, { 'retry-after': wish }).end();
  expect(await send()).toMatchObject({ status: 429, retryAfterMs });
});

it('takes the wish to be asked again at a time', async () => {
  const later = new Date(Date.now() + 60_000).toUTCString();
  receiver.answer = (response) => void response.writeHead(503, { 'retry-after': later }).end();
  const outcome = await send();
  const waitMs = outcome.kind === 'failed' ? (outcome.retryAfterMs ?? 0) : 0;
  expect(waitMs).toBeGreaterThan(50_000);
  expect(waitMs).toBeLessThanOrEqual(60_000);
});

it('follows no redirect', async () => {
  const elsewhere = await startWebhookReceiver();
  receiver.answer = (response) => void response.writeHead(307, { location: elsewhere.url.href }).end();
  expect(await send()).toMatchObject({ kind: 'failed', status: 307, isFinal: true });
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

it('waits for no answer longer than it may, and says so without the address', async () => {
  receiver.answer = () => undefined;
  const outcome = await send({ timeoutMs: 50 });
  expect(outcome).toMatchObject({ kind: 'failed', status: null, isFinal: false });
  expect(JSON.stringify(outcome)).toContain('within 0.05 s');
});

it('an answer that never ends is as good as one that does', async () => {
  receiver.answer = (response) => void response.writeHead(200).write('on and on');
  expect(await send({ timeoutMs: 3_000 })).toEqual({ kind: 'accepted', status: 200 });
});

it('a target that is not there is tried again, and its token is in no text', async () => {
  await receiver.close();
  const outcome = await send();
  expect(outcome).toMatchObject({ kind: 'failed', status: null, isFinal: false });
  expect(JSON.stringify(outcome)).toContain('ECONNREFUSED');
  expect(JSON.stringify(outcome)).not.toContain('a-token');
});

it('sends nothing to a name that leads to this machine unless that is allowed', async () => {
  const url = new URL(receiver.url.href.replace('127.0.0.1', 'localhost').replace('http:', 'https:'));
  const given = { allowed: [url.host], allowLoopback: false };
  const outcome = await send({ url, given });
  expect(outcome).toMatchObject({ kind: 'failed', isFinal: true });
  expect(JSON.stringify(outcome)).toContain('leads to this machine');
  expect(receiver.received).toEqual([]);
});

it('sends nothing to a host that is not listed', async () => {
  const outcome = await send({ given: { allowed: ['127.0.0.1:1'], allowLoopback: true } });
  expect(JSON.stringify(outcome)).toContain('allowedHosts does not list');
  expect(receiver.received).toEqual([]);
});

it.each([
  ['a plain secret of some length', Buffer.from('a plain secret of some length')],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')],
])('a receiver that knows %j can check who sent what when', (secret, key) => {
  const headers = webhookHeaders('msg_1', '{"a":1}', { secret, sentAtS: 1_790_000_000 });
  const expected = createHmac('sha256', key).update('msg_1.1790000000.{"a":1}').digest('base64');
  expect(headers).toEqual({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1790000000',
    'webhook-signature': `v1,${expected}`,
  });
});

it('without a secret there is no signature', () => {
  expect(webhookHeaders('a', 'b', { secret: null, sentAtS: 1 })).not.toHaveProperty('webhook-signature');
});
