import { layoutGraph } from './layout-graph.ts';
import type { LayoutAnswer } from './layout-messages.ts';
import type { LayoutRequest } from './layout-types.ts';

function answer(request: LayoutRequest): LayoutAnswer {
  try {
    return { layout: layoutGraph(request), problem: null };
  } catch (error) {
    return { layout: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  self.postMessage(answer(data));
});
