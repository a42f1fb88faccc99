import { get as openStream } from 'node:http';
import { get } from './ask.ts';

/** The instances page reads again at most this often, see `client/api/refresh.ts`. */
const throttleMs = 1_000;

/** Does what an open instances page does: follows the hub's changes and asks its questions again after each. */
export class Viewer {
  /** Milliseconds of every answer. */
  readonly samples: number[] = [];
  private readonly stream;
  private timer: NodeJS.Timeout | null = null;
  private isAsking = false;
  private askedAtMs = -Infinity;

  constructor(
    hubUrl: string,
    private readonly urls: readonly string[],
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.stream = openStream(`${hubUrl}/changes`, { agent: false }, (response) => {
      response.on('data', (part: Buffer) => part.includes('data:') && this.plan());
      response.on('error', () => undefined);
    });
    this.stream.on('error', () => undefined);
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.stream.destroy();
  }

  private plan(): void {
    if (this.timer !== null || this.isAsking) return;
    const waitMs = Math.max(0, this.askedAtMs + throttleMs - performance.now());
    this.timer = setTimeout(() => void this.ask(), waitMs);
  }

  private async ask(): Promise<void> {
    this.timer = null;
    this.isAsking = true;
    this.askedAtMs = performance.now();
    try {
      await Promise.all(this.urls.map((url) => this.askOne(url)));
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.isAsking = false;
    }
  }

  private async askOne(url: string): Promise<void> {
    const beganMs = performance.now();
    await get(url);
    this.samples.push(performance.now() - beganMs);
  }
}
