import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** The calls that touch the disk, so that a test can fail any of them. */
export interface WriterSteps {
  open(path: string, flags: string): Promise<FileHandle>;
}

interface Waiting {
  readonly fileName: string;
  readonly line: string;
  readonly isSynced: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
  /** Where this process left the end; elsewhere = another process wrote, or a write was cut off. */
  end: number;
}

const lineBreak = 10;

async function syncDirectory(directory: string, steps: WriterSteps): Promise<void> {
  // Windows opens no directories.
  if (process.platform === 'win32') return;
  const handle = await steps.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Appends lines to files of a directory. Lines that wait while others are written go out together, by one write and one
 * flush. Processes that share a directory do not tear each other's lines: each write is one append of whole lines.
 */
export class LineWriter {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private file: OpenFile | null = null;

  constructor(
    private readonly directory: string,
    /** Told of a file whose last line was cut off. */
    private readonly onTorn: (fileName: string) => void,
    private readonly steps: WriterSteps = { open },
  ) {}

  /** `isSynced`: it is on the disk when this resolves; otherwise with the operating system. */
  append(fileName: string, line: string, isSynced: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ fileName, line, isSynced, resolve, reject });
      this.running ??= this.drain().finally(() => (this.running = null));
    });
  }

  async close(): Promise<void> {
    await this.running;
    await this.closeFile();
  }

  private async drain(): Promise<void> {
    // Lines of the same turn go together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const [first] = this.waiting;
      const batch = this.waiting.filter(({ fileName }) => fileName === first?.fileName);
      this.waiting = this.waiting.filter(({ fileName }) => fileName !== first?.fileName);
      try {
        await this.write(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // What is open may be gone or full: the next write begins anew.
        await this.closeFile().catch(() => undefined);
        for (const { reject } of batch) reject(error);
      }
    }
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const file = await this.openFile(first.fileName);
    const { size } = await file.handle.stat();
    const isTorn = await this.isTorn(file, size);
    if (isTorn) this.onTorn(file.name);
    const start = isTorn ? '\n' : '';
    const bytes = Buffer.from(start + batch.map(({ line }) => `${line}\n`).join(''));
    const { bytesWritten } = await file.handle.write(bytes);
    if (bytesWritten < bytes.length)
      throw new Error(`only ${bytesWritten} of ${bytes.length} bytes were taken`);
    if (batch.some(({ isSynced }) => isSynced)) await file.handle.datasync();
    file.end = size + bytes.length;
  }

  /** A line that was cut off, by the end of a process or of the disk, must not swallow the next one. */
  private async isTorn({ handle, end }: OpenFile, size: number): Promise<boolean> {
    if (size === 0 || size === end) return false;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== lineBreak;
  }

  private async openFile(name: string): Promise<OpenFile> {
    if (this.file?.name === name) return this.file;
    await this.closeFile();
    const handle = await this.steps.open(join(this.directory, name), 'a+');
    this.file = { name, handle, end: -1 };
    if ((await handle.stat()).size === 0) await syncDirectory(this.directory, this.steps);
    return this.file;
  }

  private async closeFile(): Promise<void> {
    const file = this.file;
    this.file = null;
    await file?.handle.close();
  }
}
