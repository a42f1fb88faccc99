import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { alertRecords } from './alert-records.ts';

let program: string;
let directory: string;
let receiver: WebhookReceiver;
let child: ChildProcess | null = null;

beforeAll(async () => {
  // Beside the packages it imports.
  const outDir = await mkdtemp(join(import.meta.dirname, '../../node_modules/.alerts-process-'));
  const entry = join(import.meta.dirname, '../testing/alerts-process.ts');
  await build({ configFile: false, logLevel: 'error', build: { ssr: entry, outDir, emptyOutDir: false } });
  program = join(outDir, 'alerts-process.js');
}, 60_000);
afterAll(() => rm(join(program, '..'), { recursive: true }));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'durascope-alerts-killed-'));
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await kill();
  await receiver.close();
  await rm(directory, { recursive: true });
});

function launch(): void {
  child = spawn(process.execPath, [program, directory, receiver.url.href], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function kill(): Promise<void> {
  if (child === null) return;
  const exited = new Promise((resolve) => child?.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  child = null;
}

async function kept() {
  return alertRecords.parse(JSON.parse(await readFile(join(directory, 'alerts.json'), 'utf8')));
}

const patience = { timeout: 20_000, interval: 20 };
const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);

it(
  'killed between sending and keeping that it was sent, the message is sent again under its id, and the alert fires no second time',
  { timeout: 60_000 },
  async () => {
    // It arrives and gets no answer: the process cannot know.
    receiver.answer = () => undefined;
    launch();
    await expect.poll(() => receiver.received.length, patience).toBe(1);
    await kill();
    expect((await kept()).deliveries).toHaveLength(1);

    receiver.answer = (response) => void response.writeHead(200).end();
    launch();
    await expect.poll(() => receiver.received.length, patience).toBe(2);
    await expect.poll(async () => (await kept()).deliveries.length, patience).toBe(0);
    expect(new Set(ids()).size).toBe(1);
    const { history } = await kept();
    expect(history.map(({ event }) => event)).toEqual(['delivered', 'fired']);
  },
);

it('killed after it was kept, the message is not sent again', { timeout: 60_000 }, async () => {
  launch();
  await expect.poll(async () => (await kept().catch(() => null))?.history.length, patience).toBe(2);
  await kill();
  launch();
  await new Promise<void>((resolve) => child?.stdout?.once('data', () => resolve()));
  // A message of another process after it would come through the same port.
  await fetch(receiver.url, { method: 'POST', body: 'the last' });
  expect(receiver.received.map(({ body }) => body === 'the last')).toEqual([false, true]);
});
