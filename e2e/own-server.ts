import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'playwright/test';

const main = new URL('../dist/server/main.js', import.meta.url).pathname;

interface Delivered {
  readonly type: string;
  readonly isTest: boolean;
  readonly rule: { readonly name: string } | null;
}

/** The product as its own process with its embedded task hub, and a webhook that its alerts may be sent to. */
interface OwnServer {
  readonly url: string;
  /** What the webhook was sent. */
  readonly delivered: readonly Delivered[];
}

interface Webhook {
  readonly server: Server;
  readonly port: number;
  readonly delivered: Delivered[];
}

async function openWebhook(): Promise<Webhook> {
  const delivered: Delivered[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      delivered.push(JSON.parse(body) as Delivered);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, delivered };
}

async function launch(configFile: string): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    PATH: process.env.PATH ?? '',
    DURASCOPE_PORT: '0',
    DURASCOPE_LOG_LEVEL: 'warn',
    DURASCOPE_CONFIG: configFile,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    // It goes on printing what is done, and has to be read to its end.
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /ready: (http:\/\/\S+?)\/?\s/.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('exit', () => reject(new Error(`the server ended before it was ready: ${said}`)));
  });
  return { child, url };
}

async function useOwnServer(use: (server: OwnServer) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'durascope-e2e-'));
  const webhook = await openWebhook();
  const target = { name: 'pager', kind: 'generic', url: `http://127.0.0.1:${webhook.port}/alerts` };
  const alertTargets = {
    allowedHosts: [`127.0.0.1:${webhook.port}`],
    allowLoopback: true,
    targets: [target],
  };
  await writeFile(join(folder, 'durascope.json'), JSON.stringify({ alertTargets }));
  const { child, url } = await launch(join(folder, 'durascope.json'));
  await use({ url, delivered: webhook.delivered });
  child.kill('SIGINT');
  await once(child, 'exit');
  webhook.server.closeAllConnections();
  webhook.server.close();
  await rm(folder, { recursive: true });
}

/** For journeys that would disturb others: they stop the worker of the task hub. */
export const test = base.extend<object, { own: OwnServer }>({
  own: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads the names of what is needed out of the pattern
    async ({}, use) => useOwnServer(use),
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ own }, use) => use(own.url),
});
