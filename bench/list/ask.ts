import { Agent, request } from 'node:http';
import { quantile } from '../measure.ts';
import type { Question } from './questions.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Resolves with the whole body once it is here; rejects unless the answer is 200. */
export function get(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts));
        else reject(new Error(`${url} answered ${response.statusCode ?? 'nothing'}`));
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function urlOf(hubUrl: string, { path, query }: Question): string {
  return `${hubUrl}/${path}?${new URLSearchParams(query).toString()}`;
}

export interface Asked {
  readonly question: Question;
  readonly samples: readonly number[];
}

/** The same question in another text for each round, so that whoever asks the very same at the same time shares no answer. */
type Wording = (q: string, round: number) => string;

/** Nothing that was remembered of the last round is of use: every row fulfils the condition, and no two rounds have the same. */
export function asNeverBefore(endsAt: string): Wording {
  const longAgoMs = Date.parse(endsAt) - 60 * 86_400_000;
  return (q, round) => `${q} created>=${new Date(longAgoMs - round).toISOString()}`;
}

/** What is remembered of the last round and still true may be made use of. */
export const asBefore: Wording = (q, round) => q + ' '.repeat(round + 1);

/** Asks every question `rounds` times in turn. */
export async function askAll(
  hubUrl: string,
  questions: readonly Question[],
  rounds: number,
  wording: Wording,
): Promise<Asked[]> {
  const samples = questions.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    for (const [place, question] of questions.entries()) {
      const q = wording(question.query.q ?? '', round);
      const beganMs = performance.now();
      await get(urlOf(hubUrl, { ...question, query: { ...question.query, q } }));
      // The first asking of each warms up code and caches of the machine.
      if (round > 0) samples[place]?.push(performance.now() - beganMs);
    }
  }
  return questions.map((question, place) => ({ question, samples: samples[place] ?? [] }));
}

export function spread(asked: readonly Asked[]): { p50: number; p95: number; max: number } {
  const all = asked.flatMap(({ samples }) => samples);
  return { p50: quantile(all, 0.5), p95: quantile(all, 0.95), max: Math.max(...all) };
}
