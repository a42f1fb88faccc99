import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  payloadSearchBounds,
  type PayloadSearch,
  type startPayloadSearch,
} from '../../../shared/contract/payload-search.ts';
import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { SearchJob } from './search-job.ts';
import { SearchProgress } from './search-progress.ts';
import { textPattern } from './text-pattern.ts';

type SearchRequest = z.output<typeof startPayloadSearch.body>;

const maxEndedInOneHub = 50;

interface KnownSearch {
  readonly hub: string;
  readonly job: SearchJob;
  endedAtMs: number | null;
}

interface PayloadSearchOptions {
  readonly retryDelaysMs?: readonly number[];
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

async function newestIds({ index }: OpenHub, q: string, max: number) {
  const { total, pages } = await index.snapshot({ q, sort: 'createdAt', order: 'desc' });
  const instanceIds: string[] = [];
  for await (const page of pages) {
    for (const { instanceId } of page.slice(0, max - instanceIds.length)) instanceIds.push(instanceId);
    if (instanceIds.length >= max) break;
  }
  return { instanceIds, leftOut: total - instanceIds.length };
}

/** The searches inside payloads that run, and those that ended a while ago. They live and end with this process. */
export class PayloadSearchService {
  private readonly searches = new Map<string, KnownSearch>();
  /** By hub: searches that are being prepared count as running. */
  private readonly preparing = new Map<string, number>();
  private readonly retryDelaysMs: readonly number[];
  private readonly now: () => number;

  constructor({
    retryDelaysMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
    now = () => performance.now(),
  }: PayloadSearchOptions = {}) {
    this.retryDelaysMs = retryDelaysMs;
    this.now = now;
  }

  async start(open: OpenHub, request: SearchRequest): Promise<PayloadSearch> {
    this.forgetOld(open.key);
    this.refuseTooMany(open.key);
    this.preparing.set(open.key, this.preparingIn(open.key) + 1);
    try {
      return this.begin(open, request, await newestIds(open, request.q, request.maxInstances));
    } finally {
      this.preparing.set(open.key, this.preparingIn(open.key) - 1);
    }
  }

  get(open: OpenHub, searchId: string): PayloadSearch {
    return this.find(open, searchId).view();
  }

  cancel(open: OpenHub, searchId: string): PayloadSearch {
    const job = this.find(open, searchId);
    job.cancel();
    return job.view();
  }

  close(): void {
    for (const { job } of this.searches.values()) job.cancel();
    this.searches.clear();
  }

  private begin(
    open: OpenHub,
    { q, text, places, isCaseSensitive }: SearchRequest,
    { instanceIds, leftOut }: Awaited<ReturnType<typeof newestIds>>,
  ): PayloadSearch {
    const searchId = randomUUID();
    const facts = { searchId, q, text, places, startedAt: nowInstant(), total: instanceIds.length, leftOut };
    const pattern = textPattern(text, isCaseSensitive);
    const task = { open, instanceIds, places, pattern, retryDelaysMs: this.retryDelaysMs };
    const job = new SearchJob(task, new SearchProgress(facts));
    const known: KnownSearch = { hub: open.key, job, endedAtMs: null };
    this.searches.set(searchId, known);
    void job.run().then(() => (known.endedAtMs = this.now()));
    return job.view();
  }

  private find(open: OpenHub, searchId: string): SearchJob {
    this.forgetOld(open.key);
    const known = this.searches.get(searchId);
    if (known?.hub === open.key) return known.job;
    throw new AppError(
      'not-found',
      'This search is not known any more: searches are kept for ten minutes after their end.',
    );
  }

  private of(hub: string): [string, KnownSearch][] {
    return [...this.searches].filter(([, known]) => known.hub === hub);
  }

  private preparingIn(hub: string): number {
    return this.preparing.get(hub) ?? 0;
  }

  private refuseTooMany(hub: string): void {
    const running = this.of(hub).filter(([, { job }]) => job.isRunning).length + this.preparingIn(hub);
    const max = payloadSearchBounds.runningInOneHub;
    if (running < max) return;
    throw new AppError(
      'action-refused',
      `${max} searches are running in this task hub already. Cancel one, or wait until one ends.`,
    );
  }

  private forgetOld(hub: string): void {
    const ended = this.of(hub).filter(([, { endedAtMs }]) => endedAtMs !== null);
    ended.forEach(([searchId, { endedAtMs }], position) => {
      const isOld = this.now() - (endedAtMs ?? 0) > payloadSearchBounds.keptMs;
      if (isOld || position < ended.length - maxEndedInOneHub) this.searches.delete(searchId);
    });
  }
}
