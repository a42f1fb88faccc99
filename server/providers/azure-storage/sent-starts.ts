import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../../shared/domain/instant.ts';
import { memoryDocument, type StoredDocument } from '../../storage/document.ts';
import { openJsonFile } from '../../storage/json-file.ts';

const sentStart = z.object({
  executionId: z.string(),
  queue: z.string(),
  messageId: z.string(),
  popReceipt: z.string(),
  dueAt: z.string(),
});
const sentStarts = z.object({ starts: z.array(sentStart) });

/** What takes a scheduled start out of its queue again; storage tells it to nobody but the sender. */
export type SentStart = Readonly<z.infer<typeof sentStart>>;
type Document = z.infer<typeof sentStarts>;

const maxKept = 1000;
const none: Document = { starts: [] };

/** Those that still wait; when there are too many the ones due first are forgotten. */
function waiting(starts: readonly SentStart[], now: Instant): SentStart[] {
  return starts
    .filter(({ dueAt }) => dueAt > now)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .slice(-maxKept);
}

/** Scheduled starts that Durascope has sent. Losing one costs the deletion of its message, never a start or its cancel. */
export class SentStarts {
  constructor(private readonly document: StoredDocument<Document> = memoryDocument(none)) {}

  async keep(start: SentStart, now: Instant): Promise<void> {
    await this.document
      .change(({ starts }) => ({ starts: waiting([...starts, start], now) }))
      .catch(() => undefined);
  }

  find(executionId: string): SentStart | null {
    return this.document.read().starts.find((start) => start.executionId === executionId) ?? null;
  }
}

/** In one file of the data directory, or in memory where there is none. */
export async function openSentStarts(
  dataDirectory: string | null,
  onNotice: (notice: string) => void,
): Promise<SentStarts> {
  if (dataDirectory === null) return new SentStarts();
  const path = join(dataDirectory, 'sent-starts.json');
  return new SentStarts(await openJsonFile({ path, schema: sentStarts, empty: none, onNotice }));
}
