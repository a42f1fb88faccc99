import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditQuery } from '../testing/audit-rig.ts';
import { openAuditLog } from './open-audit-log.ts';

let outDir: string;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-'));
  // Beside the packages it imports.
  outDir = await mkdtemp(join(import.meta.dirname, '../../node_modules/.audit-process-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, '../testing/audit-process.ts'), outDir, emptyOutDir: false },
  });
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await rm(outDir, { recursive: true });
});

it('a process killed between attempt and answer leaves the attempt as unknown, and the others as they ended', async () => {
  const child = spawn(process.execPath, [join(outDir, 'audit-process.js'), directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('The process ended by itself.')));
  });
  child.kill('SIGKILL');
  await exited;

  const nothing = () => undefined;
  const log = await openAuditLog({
    dataDirectory: directory,
    masking: null,
    print: nothing,
    onNotice: nothing,
    onFailure: nothing,
  });
  const { entries } = await log.search('memory~TestHub', auditQuery());
  expect(entries).toMatchObject([
    {
      instanceId: 'cut-off',
      result: 'unknown',
      message: expect.stringContaining('may have been sent') as string,
    },
    { instanceId: 'answered', result: 'accepted' },
  ]);
  await log.close();
});
