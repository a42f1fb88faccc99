import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { makeInstanceRow } from '../shared/testing/instances.ts';
import { startSeededAzurite } from './seed-azurite.ts';
import type { SeededInstance } from './seed-rows.ts';

const hub = 'Waiting';

function* waiting(count: number): Generator<SeededInstance> {
  for (let number = 1; number <= count; number++) {
    const instanceId = `wait-${String(number).padStart(5, '0')}`;
    yield { row: makeInstanceRow({ instanceId, name: 'Approval' }), input: '"chairs"', output: null };
  }
}

/**
 * Argument: how many instances. The built dashboard as its own process over a hub of instances that wait and have no worker;
 * people are those of the platform's header, with the role that their claim names.
 */
export async function serveWaiting([count = '2000']: readonly string[]): Promise<void> {
  const azurite = await startSeededAzurite(hub, waiting(Number(count)));
  const roles = ['viewer', 'operator', 'admin'].map((role) => ({ claim: 'roles', value: role, role }));
  const env = {
    PATH: process.env.PATH,
    DURASCOPE_PORT: process.env.DURASCOPE_PORT,
    DURASCOPE_LOG_LEVEL: 'warn',
    AzureWebJobsStorage: azurite.connectionString,
    DURASCOPE_PLATFORM_AUTHENTICATION: 'true',
    DURASCOPE_ROLES: JSON.stringify(roles),
  };
  const server = spawn(process.execPath, [resolve('dist/server/main.js')], { env, stdio: 'inherit' });
  const end = () => void server.kill('SIGINT');
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const [code] = (await once(server, 'exit')) as [number | null];
  await azurite.stop();
  process.exit(code ?? 1);
}
