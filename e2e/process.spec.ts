import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';

type Variables = Record<string, string>;

const main = new URL('../dist/server/main.js', import.meta.url).pathname;

function launch(variables: Variables): ChildProcess {
  const env = {
    PATH: process.env.PATH ?? '',
    DURASCOPE_PORT: '0',
    DURASCOPE_LOG_LEVEL: 'silent',
    ...variables,
  };
  return spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Exit code and what was said on standard error. */
async function runToEnd(variables: Variables): Promise<{ code: number | null; said: string }> {
  const child = launch(variables);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said: said.trim() };
}

async function startReady(): Promise<{ child: ChildProcess; url: string }> {
  const child = launch({});
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /ready: (\S+)/.exec(said)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the server ended before it was ready: ${said}`);
}

function childrenOf(pid: number): number[] {
  const statOf = (entry: string) => {
    try {
      return readFileSync(`/proc/${entry}/stat`, 'utf8');
    } catch {
      return '';
    }
  };
  const numeric = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return numeric.filter((entry) => statOf(entry).split(') ')[1]?.split(' ')[1] === String(pid)).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  test(`after ${signal} no child process and no port is left`, async () => {
    const { child, url } = await startReady();
    const storage = childrenOf(child.pid ?? 0);
    expect(storage).toHaveLength(1);
    expect((await fetch(`${url}api/hubs`)).status).toBe(200);
    child.kill(signal);
    await once(child, 'exit');
    if (signal === 'SIGINT') expect(child.exitCode).toBe(0);
    await expect.poll(() => storage.some(isAlive)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });
}

test('a busy port is one clear sentence and a failure', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, said } = await runToEnd({ DURASCOPE_PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(said).toBe(`Port ${port} on 127.0.0.1 is in use. Choose another with DURASCOPE_PORT.`);
});

test('a broken connection string is one clear sentence without its key', async () => {
  const { code, said } = await runToEnd({ AzureWebJobsStorage: 'AccountNme=contoso;AccountKey=c2VjcmV0' });
  expect(code).toBe(1);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toContain('AzureWebJobsStorage');
  expect(said).not.toContain('c2VjcmV0');
});

test('an unreachable account is one clear sentence', async () => {
  const endpoints = ['Blob', 'Queue', 'Table']
    .map((kind) => `${kind}Endpoint=http://127.0.0.1:9/contoso`)
    .join(';');
  const { code, said } = await runToEnd({
    AzureWebJobsStorage: `AccountName=contoso;AccountKey=c2VjcmV0;${endpoints}`,
  });
  expect(code).toBe(1);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toContain('contoso');
  expect(said).not.toContain('c2VjcmV0');
});

test('several wrong settings are listed at once', async () => {
  const { code, said } = await runToEnd({ DURASCOPE_PORT: 'eighty', DURASCOPE_LOG_LEVEL: 'loud' });
  expect(code).toBe(1);
  expect(said).toContain('port');
  expect(said).toContain('logLevel');
});
