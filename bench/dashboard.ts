import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Dashboard {
  /** Without a slash at its end. */
  readonly url: string;
  /** Resident memory of the process, now and at its highest. */
  memoryMb(): { now: number; highest: number };
  stop(): Promise<void>;
}

function statusLine(pid: number, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? Number.NaN) / 1024;
}

/** Starts a Node program that says `… ready: <url>` on standard output. */
export async function startDashboard(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Dashboard> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DURASCOPE_PORT: '0', DURASCOPE_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    (async () => {
      for await (const text of lines) {
        const [, found] = /ready: (\S+)/.exec(text) ?? [];
        if (found !== undefined) return found.replace(/\/$/, '');
      }
      return null;
    })(),
    ended.then(() => null),
  ]);
  const { pid } = child;
  if (url === null || pid === undefined) throw new Error(`The dashboard did not start: ${args.join(' ')}`);
  return {
    url,
    memoryMb: () => ({ now: statusLine(pid, 'VmRSS'), highest: statusLine(pid, 'VmHWM') }),
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
