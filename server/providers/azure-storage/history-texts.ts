import type { FileEvent, FilePayload } from '../../../shared/contract/history-file.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { AppError } from '../../errors.ts';
import type { HistoryTexts } from '../../task-hub/task-hub.ts';
import { readHistoryMark } from './history-mark.ts';
import { PageMaker } from './history-page.ts';
import { readRowsAhead } from './history-rows.ts';
import type { HubStorage } from './hub-storage.ts';
import { readBlobText } from './payloads.ts';
import { RowReader, type RawRow } from './row-reader.ts';
import { readStoredText } from './stored-text.ts';

const eventsAtOnce = 100;
/** A blob may be large: so many texts are held in memory at most. */
const blobsAtOnce = 4;

async function withText(
  storage: HubStorage,
  row: RowReader,
  column: string,
  info: PayloadInfo,
): Promise<FilePayload> {
  const stored = readStoredText(row, column);
  if (stored?.kind === 'inline') return { ...info, text: stored.text };
  if (stored === null || info.problem !== null) return { ...info, text: null };
  try {
    return { ...info, text: await readBlobText(storage, stored.blobName) };
  } catch (error) {
    // One payload that is gone must not end the file.
    if (error instanceof AppError) return { ...info, text: null, problem: error.message };
    throw error;
  }
}

async function withTexts(storage: HubStorage, event: HistoryEvent, raw: RawRow): Promise<FileEvent> {
  const row = new RowReader(raw);
  const payloads: Record<string, FilePayload> = {};
  for (const [column, info] of Object.entries(event.payloads)) {
    payloads[column] = await withText(storage, row, column, info);
  }
  return { ...event, payloads };
}

interface Entry {
  readonly event: HistoryEvent;
  readonly raw: RawRow;
}

function hasBlob({ event }: Entry): boolean {
  return Object.values(event.payloads).some(({ location }) => location === 'blob');
}

function* groupsOf(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let group: Entry[] = [];
  let blobs = 0;
  for (const entry of entries) {
    group.push(entry);
    blobs += Number(hasBlob(entry));
    if (group.length < eventsAtOnce && blobs < blobsAtOnce) continue;
    yield group;
    group = [];
    blobs = 0;
  }
  if (group.length > 0) yield group;
}

export async function* scanHistoryTexts(
  storage: HubStorage,
  instanceId: string,
  signal?: AbortSignal,
): AsyncGenerator<HistoryTexts> {
  const pages = new PageMaker(storage, await readHistoryMark(storage, instanceId), null);
  for await (const read of readRowsAhead(storage, { instanceId, after: '', signal })) {
    const page = await pages.page(read);
    const entries = page.events.flatMap((event, i) => {
      const raw = read.rows[i];
      return raw === undefined ? [] : [{ event, raw }];
    });
    for (const group of groupsOf(entries)) {
      const events = await Promise.all(group.map(({ event, raw }) => withTexts(storage, event, raw)));
      yield { ...page, events };
    }
    if (entries.length === 0) yield { ...page, events: [] };
  }
}
