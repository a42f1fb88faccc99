import { Router } from 'express';
import { downloadJob, type JobItem } from '../../../shared/contract/jobs.ts';
import { csvHeading, csvLines } from '../../csv/csv-text.ts';
import { fileHeaders, sendFile } from '../../http/file-download.ts';
import { parsePart } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { JobsService } from './jobs-service.ts';

const columns = [
  'position',
  'instanceId',
  'state',
  'code',
  'message',
  'at',
] as const satisfies (keyof JobItem)[];

const writers = {
  csv: {
    mediaType: 'text/csv',
    heading: csvHeading(columns),
    lines: (items: readonly JobItem[]) =>
      csvLines(items.map((item) => columns.map((column) => item[column]))),
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    heading: '',
    lines: (items: readonly JobItem[]) => items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  },
} as const;

async function* partsOf(
  pages: AsyncIterable<readonly JobItem[]>,
  { heading, lines }: (typeof writers)[keyof typeof writers],
): AsyncGenerator<string, undefined, undefined> {
  yield heading;
  for await (const items of pages) yield lines(items);
}

export function jobDownloadRoutes(hubs: HubRegistry, jobs: JobsService): Router {
  const router = Router();
  router.get(downloadJob.path, async (request, response) => {
    const { hub, jobId } = parsePart(downloadJob.params, 'path', request.params);
    const { format } = parsePart(downloadJob.query, 'query', request.query);
    const open = await hubs.find(hub);
    // Said before anything is sent: a job that is not there is an answer, not an empty file.
    await jobs.get(open, jobId);
    const writer = writers[format];
    const headers = fileHeaders(writer.mediaType, [open.key, 'job', jobId], format);
    await sendFile(partsOf(jobs.allItems(open, jobId), writer), response, headers);
  });
  return router;
}
