import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import { nowInstant } from '../clock.ts';
import { auditFileName, decodeCursor, encodeCursor, type AuditCursor } from './audit-cursor.ts';
import { needlesOf, type AuditFilter } from './audit-filter.ts';
import { decodeLine, encodeLine, writtenAtOf, type AuditLine } from './audit-line.ts';
import { AuditPageBuilder } from './audit-page.ts';
import type { AuditLines, AuditStore } from './audit-store.ts';
import { blocksBackwards, linesBackwards, type LineBlock } from './blocks-backwards.ts';
import { LineWriter, type WriterSteps } from './line-writer.ts';

/** What one search looks through before it answers with what it has. */
const budgetBytes = 64 * 1024 * 1024;
/** By how much the clocks of processes that share a log may differ. */
const clockMarginMs = 60_000;

interface FileAuditStoreOptions {
  readonly directory: string;
  /** One line for the log about a line that could not be read, once for each. */
  readonly onNotice: (notice: string) => void;
  readonly steps?: WriterSteps;
  readonly budgetBytes?: number;
}

/** How one search goes through the files. */
interface Reading {
  readonly page: AuditPageBuilder;
  readonly needles: readonly Buffer[];
  /** Lines written before it are not looked for; `null` = all are. */
  readonly since: string | null;
  bytesLeft: number;
}

/** Where a reading stopped: at a place of the file, because nothing older is wanted, or at its beginning. */
type End = { readonly before: number } | 'wanted no further' | 'beginning';

function isBefore({ bytes }: LineBlock, since: string | null): boolean {
  const writtenAt = since === null ? null : writtenAtOf(bytes.toString('latin1', 0, 100));
  return writtenAt !== null && since !== null && writtenAt < since;
}

/** A file of lines for each month. */
export class FileAuditStore implements AuditStore {
  readonly isDurable = true;
  private readonly writer: LineWriter;
  private readonly told = new Set<string>();

  constructor(private readonly options: FileAuditStoreOptions) {
    const onTorn = (file: string) => {
      options.onNotice(`The last line of the audit log ${file} was cut off. It is left out.`);
    };
    this.writer = new LineWriter(options.directory, onTorn, options.steps);
  }

  append(line: AuditLine): Promise<void> {
    const now = nowInstant();
    return this.writer.append(`${now.slice(0, 7)}.ndjson`, encodeLine(line, now), line.phase === 'attempt');
  }

  async search(filter: AuditFilter): Promise<AuditLines> {
    const { cursor, from } = filter.query;
    const start = cursor === undefined ? null : decodeCursor(cursor);
    const reading: Reading = {
      page: new AuditPageBuilder(filter, start?.ended ?? []),
      needles: needlesOf(filter),
      since: from === undefined ? null : msToInstant(instantToMs(from) - clockMarginMs),
      bytesLeft: this.options.budgetBytes ?? budgetBytes,
    };
    return { nextCursor: await this.read(reading, start), entries: reading.page.entries };
  }

  close(): Promise<void> {
    return this.writer.close();
  }

  private async read(reading: Reading, start: AuditCursor | null): Promise<string | null> {
    const files = (await readdir(this.options.directory)).filter((name) => auditFileName.test(name));
    for (const file of files.sort().reverse()) {
      if (start !== null && file > start.file) continue;
      const end = await this.readFile(file, reading, file === start?.file ? start.before : null);
      if (end === 'wanted no further') return null;
      if (end !== 'beginning') return encodeCursor({ file, ...end, ended: reading.page.endedIds });
    }
    return null;
  }

  private async readFile(file: string, reading: Reading, before: number | null): Promise<End> {
    const handle = await open(join(this.options.directory, file));
    try {
      for await (const block of blocksBackwards(handle, before ?? (await handle.stat()).size)) {
        const end = this.readBlock(file, block, reading);
        if (end !== null) return end;
      }
      return 'beginning';
    } finally {
      await handle.close();
    }
  }

  /** `null` = go on. */
  private readBlock(file: string, block: LineBlock, reading: Reading): End | null {
    const { page, needles, since } = reading;
    if (needles.every((needle) => block.bytes.includes(needle))) {
      for (const { start, bytes } of linesBackwards(block)) {
        if (!needles.every((needle) => bytes.includes(needle))) continue;
        const line = decodeLine(bytes.toString());
        if (line === null) this.tell(file, start);
        else page.take(line);
        if (page.isFull) return { before: start };
      }
    }
    if (isBefore(block, since)) return 'wanted no further';
    reading.bytesLeft -= block.bytes.length;
    return reading.bytesLeft <= 0 && block.start > 0 ? { before: block.start } : null;
  }

  private tell(file: string, place: number): void {
    const key = `${file}:${place}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.options.onNotice(
      `A line of the audit log, ${file} at byte ${place}, cannot be read and is left out.`,
    );
  }
}
