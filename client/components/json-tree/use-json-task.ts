import { useEffect, useMemo, useState } from 'react';
import '../../lib/own-scripts.ts';
import { runJsonTask, type JsonRequest, type JsonResult } from './json-task.ts';

/** Done at once: less than a frame's time. */
const smallChars = 100_000;

function isDoneAtOnce(text: string): boolean {
  return text.length <= smallChars || typeof Worker === 'undefined';
}

interface DoneTask extends JsonRequest {
  readonly result: JsonResult | 'failed';
}

/** The result for this text, worked out beside the page when the text is long; `null` while that goes on. */
export function useJsonTask(task: JsonRequest['task'], text: string): JsonResult | 'failed' | null {
  const atOnce = useMemo(() => (isDoneAtOnce(text) ? runJsonTask({ task, text }) : null), [task, text]);
  const [done, setDone] = useState<DoneTask | null>(null);
  useEffect(() => {
    if (isDoneAtOnce(text)) return undefined;
    const worker = new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<JsonResult>) => {
      setDone({ task, text, result: data });
      worker.terminate();
    });
    worker.addEventListener('error', () => setDone({ task, text, result: 'failed' }));
    worker.postMessage({ task, text } satisfies JsonRequest);
    return () => worker.terminate();
  }, [task, text]);
  return atOnce ?? (done?.text === text && done.task === task ? done.result : null);
}
