import { runJsonTask, transferablesOf, type JsonRequest } from './json-task.ts';

self.addEventListener('message', ({ data }: MessageEvent<JsonRequest>) => {
  const result = runJsonTask(data);
  self.postMessage(result, { transfer: transferablesOf(result) });
});
