import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { exportInstances, exportMediaTypes } from '../../../../shared/contract/instance-export.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { openFileSink } from './file-sink.ts';
import { runExport, type ExportProgress } from './run-export.ts';

export type ExportState =
  | { readonly kind: 'choosing' }
  | ({ readonly kind: 'running' } & ExportProgress)
  | ({ readonly kind: 'done'; readonly fileName: string } & ExportProgress)
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: Error };

export type ExportQuery = z.input<typeof exportInstances.query>;

/** Parts come faster than anybody reads. */
const shownEveryMs = 100;

function nameOf(hub: string, format: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${hub.replaceAll(/[^\w.-]+/g, '-')}-instances-${time}Z.${format}`;
}

function throttled(show: (progress: ExportProgress) => void) {
  let shownAtMs = Number.NEGATIVE_INFINITY;
  return (progress: ExportProgress) => {
    if (performance.now() - shownAtMs < shownEveryMs) return;
    shownAtMs = performance.now();
    show(progress);
  };
}

/** One export at a time; leaving the place cancels it. */
export function useExport(hub: string) {
  const [state, setState] = useState<ExportState>({ kind: 'choosing' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(query: ExportQuery, abort: AbortController): Promise<ExportState> {
    const { format } = query;
    const sink = await openFileSink(nameOf(hub, format), exportMediaTypes[format]);
    if (sink === null) return { kind: 'choosing' };
    setState({ kind: 'running', rows: 0, total: null, bytes: 0 });
    const progress = await runExport({
      url: endpointUrl(exportInstances, { hub }, query),
      format,
      sink,
      signal: abort.signal,
      onProgress: throttled((shown) => setState({ kind: 'running', ...shown })),
    });
    return { kind: 'done', fileName: sink.fileName, ...progress };
  }

  async function start(query: ExportQuery): Promise<void> {
    const abort = (running.current = new AbortController());
    try {
      setState(await run(query, abort));
    } catch (error) {
      if (abort.signal.aborted) setState({ kind: 'cancelled' });
      else setState({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  return { state, start, cancel: () => running.current?.abort() };
}
