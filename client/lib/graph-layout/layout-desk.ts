import '../own-scripts.ts';
import type { LayoutAnswer } from './layout-messages.ts';
import type { LayoutRequest } from './layout-types.ts';

interface Question {
  readonly request: LayoutRequest;
  readonly onAnswer: (answer: LayoutAnswer) => void;
}

async function layoutHere(request: LayoutRequest): Promise<LayoutAnswer> {
  const { layoutGraph } = await import('./layout-graph.ts');
  try {
    return { layout: layoutGraph(request), problem: null };
  } catch (error) {
    return { layout: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** One layout at a time in a worker; of those asked for meanwhile only the last is wanted. */
export class LayoutDesk {
  private worker: Worker | null = null;
  private current: Question | null = null;
  private next: Question | null = null;

  ask(question: Question): void {
    if (this.current === null) this.begin(question);
    else this.next = question;
  }

  close(): void {
    this.worker?.terminate();
    this.worker = null;
    this.current = null;
    this.next = null;
  }

  private begin(question: Question): void {
    this.current = question;
    if (typeof Worker === 'undefined') {
      void layoutHere(question.request).then((answer) => this.settle(question, answer));
      return;
    }
    this.worker ??= this.openWorker();
    this.worker.postMessage(question.request);
  }

  private openWorker(): Worker {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
      if (this.current !== null) this.settle(this.current, data);
    });
    // A worker that cannot be loaded must not leave the reader without a graph.
    worker.addEventListener('error', () => {
      const question = this.current;
      if (question !== null)
        void layoutHere(question.request).then((answer) => this.settle(question, answer));
    });
    return worker;
  }

  private settle(question: Question, answer: LayoutAnswer): void {
    if (this.current !== question) return;
    this.current = null;
    question.onAnswer(answer);
    const { next } = this;
    this.next = null;
    if (next !== null) this.begin(next);
  }
}
