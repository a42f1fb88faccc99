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
  private isClosed = false;
  private noticed = 0;
  private revision: string | null = null;
  private askedAtMs = -Infinity;

  constructor(
    hubUrl: string,
    private readonly urls: readonly string[],
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.stream = openStream(`${hubUrl}/changes`, { agent: false }, (response) => {
      response.on('data', (part: Buffer) => this.take(part.toString()));
      response.on('error', () => undefined);
    });
    this.stream.on('error', () => undefined);
  }

  close(): void {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.stream.destroy();
  }

  /** A notice under a known revision tells how fresh the index is, nothing else. */
  private take(events: string): void {
    const [, revision] = /"revision":(\d+)/.exec(events) ?? [];
    if (revision === undefined || revision === this.revision) return;
    this.revision = revision;
    this.plan();
  }

  private plan(): void {
    this.noticed += 1;
    if (this.timer !== null || this.isAsking) return;
    const waitMs = Math.max(0, this.askedAtMs + throttleMs - performance.now());
    this.timer = setTimeout(() => void this.ask(), waitMs);
  }

  private async ask(): Promise<void> {
    this.timer = null;
    this.isAsking = true;
    this.askedAtMs = performance.now();
    const known = this.noticed;
    try {
      await Promise.all(this.urls.map((url) => this.askOne(url)));
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.isAsking = false;
      if (this.noticed > known && !this.isClosed) this.plan();
    }
  }

  private async askOne(url: string): Promise<void> {
    const beganMs = performance.now();
    await get(url);
    this.samples.push(performance.now() - beganMs);
  }
}
