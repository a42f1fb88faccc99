import { exportInstances, type ExportFormat } from '../../../../shared/contract/instance-export.ts';
import { NetworkError } from '../../../api/api-errors.ts';
import { openStream } from '../../../api/call-endpoint.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { rowCounter } from './count-rows.ts';
import type { FileSink } from './file-sink.ts';

export interface ExportProgress {
  readonly rows: number;
  /** `null` = the server did not say. */
  readonly total: number | null;
  readonly bytes: number;
}

interface ExportRun {
  readonly url: string;
  readonly format: ExportFormat;
  readonly sink: FileSink;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
}

function brokenOff(response: Response, { rows, total }: ExportProgress, cause?: unknown): NetworkError {
  const requestId = response.headers.get('x-request-id');
  const of = total === null ? plural(rows, 'row') : `${formatCount(rows)} of ${plural(total, 'row')}`;
  const where =
    requestId === null ? '' : ` If the server failed, its log says why under request ${requestId}.`;
  return new NetworkError(`The file broke off after ${of}, so nothing was saved.${where}`, { cause });
}

function totalOf(response: Response): number | null {
  const text = response.headers.get(exportInstances.totalHeader);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** Resolves when the whole file is in the sink; a file that is not whole is thrown away and throws. */
export async function runExport({
  url,
  format,
  sink,
  signal,
  onProgress,
}: ExportRun): Promise<ExportProgress> {
  try {
    const response = await openStream(url, signal);
    const progress = await drain(response, { format, sink, signal, onProgress });
    if (progress.total !== null && progress.rows !== progress.total) throw brokenOff(response, progress);
    await sink.finish();
    return progress;
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

async function drain(
  response: Response,
  { format, sink, signal, onProgress }: Omit<ExportRun, 'url'>,
): Promise<ExportProgress> {
  const count = rowCounter(format);
  let progress: ExportProgress = { rows: 0, total: totalOf(response), bytes: 0 };
  const reader = response.body?.getReader();
  // Ends the wait for a part that may never come.
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
  for (;;) {
    const part = await reader?.read().catch((cause: unknown) => {
      signal.throwIfAborted();
      throw brokenOff(response, progress, cause);
    });
    signal.throwIfAborted();
    if (part?.value === undefined) return progress;
    await sink.write(part.value);
    progress = { ...progress, rows: count(part.value), bytes: progress.bytes + part.value.length };
    onProgress(progress);
  }
}
