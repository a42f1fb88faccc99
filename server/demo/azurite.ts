import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';

export interface Azurite {
  readonly connectionString: string;
  /** Ends the process and frees its ports; resolves when it is gone. */
  stop(): Promise<void>;
}

interface AzuriteOptions {
  readonly location?: string;
  /** URL of a module to load into its process first. */
  readonly preload?: string;
}

interface Ports {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
}

const account = 'devstoreaccount1';
/** Azurite's published key: it protects nothing. */
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const startTimeoutMs = 30_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

function entryPoint(): string {
  const packageFile = createRequire(import.meta.url).resolve('azurite/package.json');
  return join(dirname(packageFile), 'dist', 'src', 'azurite.js');
}

/** The pipe closes however we end, even by SIGKILL: the emulator must not outlive us. */
const endWithParent =
  'data:text/javascript,process.stdin.resume().on("end",()=>process.exit()).on("error",()=>process.exit()).unref()';

function launch(ports: Ports, { location, preload }: AzuriteOptions): ChildProcess {
  const args = ['--blobHost', '127.0.0.1', '--queueHost', '127.0.0.1', '--tableHost', '127.0.0.1'];
  args.push(
    '--blobPort',
    String(ports.blob),
    '--queuePort',
    String(ports.queue),
    '--tablePort',
    String(ports.table),
  );
  args.push('--silent', '--skipApiVersionCheck', '--disableTelemetry');
  args.push(...(location === undefined ? ['--inMemoryPersistence'] : ['--location', location]));
  // Its own process group, so that Ctrl-C in the terminal reaches us first and we end it in order.
  const imports = [endWithParent, ...(preload === undefined ? [] : [preload])];
  const command = [...imports.flatMap((url) => ['--import', url]), entryPoint(), ...args];
  return spawn(process.execPath, command, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/${account}?comp=list`);
    return true;
  } catch {
    return false;
  }
}

async function waitUntilUp(child: ChildProcess, ports: Ports, errorText: () => string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new AppError(
        'store-unavailable',
        `The embedded storage ended at once: ${errorText().trim() || 'no reason given'}`,
      );
    }
    const up = await Promise.all([answers(ports.blob), answers(ports.queue), answers(ports.table)]);
    if (up.every(Boolean)) return;
    await delay(50);
  }
  throw new AppError(
    'store-unavailable',
    `The embedded storage did not answer within ${startTimeoutMs / 1000} s.`,
  );
}

function connectionStringFor(ports: Ports): string {
  const endpoint = (kind: string, port: number) => `${kind}Endpoint=http://127.0.0.1:${port}/${account}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account}`,
    `AccountKey=${accountKey}`,
    endpoint('Blob', ports.blob),
    endpoint('Queue', ports.queue),
    endpoint('Table', ports.table),
  ].join(';');
}

/** With nothing to save there is nothing to wait for; Azurite itself would wait for idle connections. */
async function stopChild(child: ChildProcess, isInMemory: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(isInMemory ? 'SIGKILL' : 'SIGTERM');
  const killLater = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(killLater);
}

/** Starts the storage emulator as a child process on free ports; in memory unless a folder is given. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const [blob, queue, table] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = { blob, queue, table };
  const isInMemory = options.location === undefined;
  const child = launch(ports, options);
  const killNow = () => child.kill('SIGKILL');
  process.once('exit', killNow);
  let errorText = '';
  child.stderr?.on('data', (chunk: Buffer) => (errorText = (errorText + chunk.toString()).slice(-2000)));
  try {
    await waitUntilUp(child, ports, () => errorText);
  } catch (error) {
    await stopChild(child, isInMemory);
    throw error;
  }
  return {
    connectionString: connectionStringFor(ports),
    async stop() {
      process.off('exit', killNow);
      await stopChild(child, isInMemory);
    },
  };
}
