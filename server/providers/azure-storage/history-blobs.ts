import PQueue from 'p-queue';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { HubStorage } from './hub-storage.ts';
import { measureBlob } from './payload-info.ts';
import { RowReader, type RawRow } from './row-reader.ts';

const parallelQuestions = 16;
/** No time limit is set; saying so gives the queue's promises their plain type. */
const untimed = { throwOnTimeout: true } as const;

/** Adds the sizes of the payloads that lie in blobs; `rows` and `events` belong to each other by position. */
export async function measureEventBlobs(
  storage: HubStorage,
  rows: readonly RawRow[],
  events: readonly HistoryEvent[],
): Promise<HistoryEvent[]> {
  const questions = new PQueue({ concurrency: parallelQuestions });
  const measureEvent = async (event: HistoryEvent, raw: RawRow | undefined): Promise<HistoryEvent> => {
    if (raw === undefined || Object.values(event.payloads).every(({ location }) => location === 'inline'))
      return event;
    const row = new RowReader(raw);
    const payloads = Object.entries(event.payloads).map(async ([column, info]) => {
      const blobName = info.location === 'blob' ? row.text(`${column}BlobName`) : null;
      if (blobName === null) return [column, info] as const;
      return [column, await questions.add(() => measureBlob(storage, info, blobName), untimed)] as const;
    });
    return { ...event, payloads: Object.fromEntries(await Promise.all(payloads)) };
  };
  return Promise.all(events.map((event, i) => measureEvent(event, rows[i])));
}
