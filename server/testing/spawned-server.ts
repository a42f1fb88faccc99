import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

export interface BuiltServer {
  readonly file: string;
  remove(): Promise<void>;
}

/** The server as it is shipped, without the pages. */
export async function buildServer(): Promise<BuiltServer> {
  // Beside the packages it imports.
  const outDir = await mkdtemp(join(import.meta.dirname, '../../node_modules/.server-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, '../main.ts'), outDir, emptyOutDir: false, target: 'node20' },
  });
  return { file: join(outDir, 'main.js'), remove: () => rm(outDir, { recursive: true }) };
}

type Variables = Readonly<Record<string, string>>;

/** A process of its own, and everything it ever said. */
export class SpawnedServer {
  private said = '';
  private readonly ended: Promise<unknown>;

  private constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = once(child, 'close');
  }

  static spawn(file: string, variables: Variables): SpawnedServer {
    const env = { PATH: process.env.PATH ?? '', DURASCOPE_PORT: '0', ...variables };
    return new SpawnedServer(spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get output(): string {
    return this.said;
  }

  /** Where it answers. */
  async ready(): Promise<string> {
    const found = () => /ready: (http\S+?)\/?\n/.exec(this.said)?.[1];
    while (found() === undefined && this.child.exitCode === null) {
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.ended]);
    }
    const url = found();
    if (url === undefined) throw new Error(`The server ended before it was ready: ${this.said}`);
    return url;
  }

  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.child.kill(signal);
    await this.ended;
    return this.child.exitCode;
  }
}
