import { get as openStream } from 'node:http';
import { get } from '../list/ask.ts';

/** See `client/api/refresh.ts`. */
const questions = [
  { path: 'partitions', everyMs: 5_000 },
  { path: 'queue-history?minutes=60&buckets=60', everyMs: 15_000 },
  { path: 'queues/watched-control-00/messages', everyMs: 5_000 },
] as const;

/** Does what an open partitions page does: follows the hub's changes and asks its questions at their paces. */
export class PartitionsViewer {
  /** Milliseconds of every answer. */
  readonly samples: number[] = [];
  private readonly stream;
  private readonly timers: NodeJS.Timeout[] = [];

  /** `phase`: where between two questions of the first viewer this one asks, from 0 to 1. */
  constructor(
    private readonly hubUrl: string,
    phase: number,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.stream = openStream(`${hubUrl}/changes`, { agent: false }, (response) => {
      response.on('error', () => undefined);
      response.resume();
    });
    this.stream.on('error', () => undefined);
    for (const { path, everyMs } of questions) {
      const begin = () => {
        void this.ask(path);
        this.timers.push(setInterval(() => void this.ask(path), everyMs));
      };
      this.timers.push(setTimeout(begin, phase * everyMs));
    }
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.stream.destroy();
  }

  private async ask(path: string): Promise<void> {
    const beganMs = performance.now();
    try {
      await get(`${this.hubUrl}/${path}`);
      this.samples.push(performance.now() - beganMs);
    } catch (error) {
      this.onFailure(error);
    }
  }
}
