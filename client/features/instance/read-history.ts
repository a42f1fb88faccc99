import { readHistory as historyEndpoint, type HistoryPage } from '../../../shared/contract/history.ts';
import { callStream } from '../../api/call-stream.ts';
import { letPageWork } from '../../lib/let-page-work.ts';
import { executionOf } from './execution-of.ts';
import {
  appendPage,
  cursorAfter,
  historyPageRows,
  isRewound,
  unreadHistory,
  type HistorySoFar,
} from './history-so-far.ts';

interface HistoryAddress {
  readonly hub: string;
  readonly instanceId: string;
}

/** What is shown is drawn as a whole each time, which is as much work again. */
const shortestPauseMs = 500;
/** Making and drawing what is shown takes at most about this share of the time. */
const showShare = 0.2;
/** An instance that goes on as new again and again must not keep the reading from ever ending. */
const maxRestarts = 3;

/** Shows what was read in steps that leave the page time for its reader. */
class Showing {
  #nextMs = 0;

  constructor(private readonly show: (history: HistorySoFar) => void) {}

  offer(history: HistorySoFar): void {
    const beganMs = performance.now();
    if (beganMs < this.#nextMs) return;
    // Here rather than while the page is drawn.
    executionOf(history);
    this.show(history);
    const endMs = performance.now();
    this.#nextMs = endMs + Math.max(shortestPauseMs, (endMs - beganMs) / showShare);
  }
}

function pagesAfter(
  { hub, instanceId }: HistoryAddress,
  soFar: HistorySoFar,
  signal: AbortSignal,
): AsyncGenerator<HistoryPage> {
  const cursor = cursorAfter(soFar);
  const query = { limit: historyPageRows, ...(cursor !== undefined && { cursor }) };
  return callStream(historyEndpoint, { params: { hub, instanceId }, query, signal });
}

interface Reading {
  readonly address: HistoryAddress;
  /** What the page shows. */
  readonly shown: HistorySoFar;
  readonly signal: AbortSignal;
  /** Called with longer and longer histories; not while what was shown is being replaced. */
  readonly onMore: (history: HistorySoFar) => void;
}

/** Reads on to the end. What replaces another execution, or rows that a rewind changed, is shown when it is whole. */
export async function readToEnd({ address, shown, signal, onMore }: Reading): Promise<HistorySoFar> {
  const showing = new Showing(onMore);
  let soFar = shown;
  let isReplacing = shown.isOutdated;
  for (let restarts = 0; ;) {
    for await (const page of pagesAfter(address, soFar, signal)) {
      const next = isRewound(soFar, page) ? unreadHistory : appendPage(soFar, page);
      const isRestart = next === unreadHistory;
      soFar = next;
      if (isRestart) {
        isReplacing = shown.events.length > 0;
        restarts++;
        break;
      }
      if (!isReplacing && !soFar.isComplete) showing.offer(soFar);
      await letPageWork();
    }
    if (soFar.isComplete || restarts > maxRestarts) break;
  }
  executionOf(soFar);
  return soFar;
}
