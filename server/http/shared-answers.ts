import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Relative times in a question move on, so an answer is not handed out for long even if nothing changed. */
const maxAgeMs = 3_000;
const maxAnswers = 200;
/** Smaller bodies are sent as they are. */
const gzipFromBytes = 1024;

const compress = promisify(gzip);

interface SharedAnswer {
  readonly madeAtMs: number;
  readonly json: Promise<Buffer>;
  /** Made when the first client wants it. */
  gzipped: Promise<Buffer> | null;
}

/** Answers that many clients ask for at the same time are made, written as text and compressed once. */
export class SharedAnswers {
  /** In the order in which they were made. */
  private readonly answers = new Map<string, SharedAnswer>();

  async send(request: Request, response: Response, key: string, make: () => Promise<unknown>): Promise<void> {
    const answer = this.find(key) ?? this.add(key, make);
    const json = await answer.json;
    response.type('json').vary('accept-encoding');
    if (json.length < gzipFromBytes || request.acceptsEncodings('gzip') !== 'gzip') {
      response.send(json);
      return;
    }
    answer.gzipped ??= compress(json);
    response.setHeader('content-encoding', 'gzip');
    response.send(await answer.gzipped);
  }

  private find(key: string): SharedAnswer | undefined {
    const known = this.answers.get(key);
    return known !== undefined && performance.now() - known.madeAtMs < maxAgeMs ? known : undefined;
  }

  private add(key: string, make: () => Promise<unknown>): SharedAnswer {
    const json = make().then((result) => Buffer.from(JSON.stringify(result)));
    const answer: SharedAnswer = { madeAtMs: performance.now(), json, gzipped: null };
    this.answers.delete(key);
    this.answers.set(key, answer);
    // A failure belongs to those who wait for it, the next one asks anew.
    json.catch(() => this.answers.get(key) === answer && this.answers.delete(key));
    const [oldest] = this.answers.keys();
    if (this.answers.size > maxAnswers && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }
}
