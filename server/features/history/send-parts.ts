import type { Response } from 'express';

/** Room in the connection, or its end. */
class Outlet {
  readonly #left = new AbortController();
  #resume: (() => void) | null = null;

  constructor(private readonly response: Response) {
    response.on('drain', () => this.#resume?.());
    response.once('close', () => {
      this.#left.abort();
      this.#resume?.();
    });
    if (response.destroyed) this.#left.abort();
  }

  /** Aborted as soon as nobody listens any more. */
  get signal(): AbortSignal {
    return this.#left.signal;
  }

  async write(text: string): Promise<void> {
    const hasRoom = this.response.write(text);
    // A compressor would wait for more.
    this.response.flush();
    if (hasRoom || this.signal.aborted) return;
    await new Promise<void>((resolve) => (this.#resume = resolve));
    this.#resume = null;
  }

  async writeAll(first: string, rest: AsyncIterable<string>): Promise<void> {
    await this.write(first);
    for await (const part of rest) {
      await this.write(part);
      if (this.signal.aborted) return;
    }
  }
}

/**
 * Sends a text in parts, no faster than the client takes it. What fails before the first part is an answer with code and
 * message; a failure behind it cuts the connection, so that no half answer passes for a whole one.
 */
export async function sendParts(
  response: Response,
  headers: Readonly<Record<string, string>>,
  partsOf: (signal: AbortSignal) => AsyncGenerator<string>,
): Promise<void> {
  const outlet = new Outlet(response);
  const parts = partsOf(outlet.signal);
  try {
    const first = await parts.next();
    response.set(headers);
    if (response.req.method !== 'HEAD' && first.done !== true) {
      await outlet.writeAll(first.value, parts);
    }
    response.end();
  } catch (error) {
    // Who leaves knows it, and nothing failed.
    if (!outlet.signal.aborted) throw error;
  } finally {
    await parts.return(undefined);
  }
}
