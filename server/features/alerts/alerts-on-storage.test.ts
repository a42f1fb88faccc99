import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { listAlerts } from '../../../shared/contract/alerts.ts';
import { readConfig } from '../../config.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { scenarioRegistry } from '../../demo/worker/scenario-registry.ts';
import { openRig, type WorkerRig } from '../../demo/worker/worker-rig.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { makeAlertRule } from '../../../shared/testing/alerts.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { connectStorage } from '../../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver.ts';

const hub = 'AlertedHub';
const minuteMs = 60_000;

let azurite: Azurite;
let rig: WorkerRig;
let receiver: WebhookReceiver;
let server: TestApp;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const rules = [
  { name: 'Workers gone', condition: { kind: 'no-worker' } as const },
  { name: 'Backlog is old', condition: { kind: 'backlog-age', olderThanS: 120 } as const },
  { name: 'Many stuck', condition: { kind: 'stuck-count', above: 2 } as const },
];

beforeEach(async () => {
  rig = await openRig(azurite, hub, scenarioRegistry);
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
  await receiver.close();
  await rig.worker.stop();
});

async function startServer(): Promise<TestApp> {
  const { alerts } = readConfig({});
  const here = { hubs: `test~${hub}`, targets: ['team'], origin: 'configuration' as const };
  return startTestAppOn([connectStorage(azurite.connectionString)], {
    alerts: {
      clock: new ManualClock(msToInstant(Date.now())),
      config: {
        ...alerts,
        rules: rules.map((rule) => makeAlertRule({ ...rule, ...here, id: rule.name })),
        targets: [{ name: 'team', kind: 'generic', url: receiver.url, signingSecret: null }],
        hosts: { allowed: [receiver.url.host], allowLoopback: true },
      },
    },
  });
}

/** Looks at every rule again, without any time going by for them. */
async function standings(): Promise<Record<string, string>> {
  server.alerts.engine.evaluateSoon();
  await server.alerts.engine.idle();
  await server.alerts.outbox.idle();
  const response = await server.get(`/api/hubs/test~${hub}/alerts`).expect(200);
  const listed = listAlerts.result.parse(response.body);
  return Object.fromEntries(listed.rules.map(({ rule, standing }) => [rule.name, standing.status]));
}

const all = (status: string) => Object.fromEntries(rules.map(({ name }) => [name, status]));

/** Samples of the queues and verdicts are shared for some seconds. */
const patience = { timeout: 40_000, interval: 250 };

function told(): string[] {
  return receiver.received
    .map(({ body }) => JSON.parse(body) as { type: string; rule: { name: string } })
    .map(({ type, rule }) => `${rule.name}: ${type}`);
}

const ofAll = (type: string) => rules.map(({ name }) => `${name}: ${type}`);

it('a worker that stops is told of once by every rule that sees it, and once more when it is back', async () => {
  await rig.worker.stop();
  const inputs = [1, 2, 3, 4, 5];
  await Promise.all(
    inputs.map((input) => rig.client.start('Chain', { instanceId: `chain-${input}`, input })),
  );
  // To the dashboard, but not to storage, the messages have waited for minutes.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4 * minuteMs });
  server = await startServer();
  await expect.poll(standings, patience).toEqual(all('firing'));
  expect(told().toSorted()).toEqual(ofAll('alert.fired').toSorted());

  vi.useRealTimers();
  await rig.worker.start();
  await Promise.all(inputs.map((input) => rig.until(`chain-${input}`, 'Completed')));
  await expect.poll(standings, patience).toEqual(all('ok'));
  expect(told().slice(rules.length).toSorted()).toEqual(ofAll('alert.resolved').toSorted());
});
