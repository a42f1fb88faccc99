import { guessCuts } from './guessed-cuts.ts';
import { allKeys, cutRange, hasHalfCharacter, type KeyRange } from './key-ranges.ts';
import type { ScanProgress } from '../../task-hub/task-hub.ts';

export interface KeyPage<Row, Token> {
  readonly rows: readonly Row[];
  /** Of everything on the page, in the order of the service. */
  readonly keys: readonly string[];
  /** Set while there may be more. */
  readonly continuation: Token | undefined;
}

export interface RangeScan<Row, Token> {
  readPage(
    range: KeyRange,
    continuation: Token | undefined,
    signal: AbortSignal,
  ): Promise<KeyPage<Row, Token>>;
  readonly concurrency: number;
  /** Places to cut at that are known by now. */
  knownCuts(): readonly string[];
  /** Whether what is left of a range is worth cutting, known places or guessed ones. */
  isWorthCutting(page: KeyPage<Row, Token>): boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
}

interface OpenRange<Token> {
  readonly range: KeyRange;
  /** Pages of it that were read already. */
  readonly pages: number;
  readonly continuation: Token | undefined;
}

interface ReadPage<Row, Token> {
  readonly open: OpenRange<Token>;
  readonly page: KeyPage<Row, Token>;
}

/** A part between known places is worth a guess only when it turns out much longer than the others. */
const pagesOfKnownPart = 8;
/** Guesses that find nothing are requests for nothing; they may be this share of all, and a few at the start. */
const missesPerPage = 0.25;
const freeMisses = 16;

/** Which ranges are left to read. */
class OpenRanges<Row, Token> {
  readonly waiting: OpenRange<Token>[] = [];
  rangesTotal = 0;
  rangesDone = 0;
  private pages = 0;
  private misses = 0;

  constructor(
    private readonly scan: RangeScan<Row, Token>,
    initial: readonly KeyRange[],
  ) {
    this.open(initial.map((range) => ({ range, pages: 0, continuation: undefined })));
  }

  private open(ranges: readonly OpenRange<Token>[]): void {
    this.rangesTotal += ranges.length;
    this.waiting.unshift(...ranges);
  }

  /** Takes note of a page; `reading` others are under way. */
  settle({ open, page }: ReadPage<Row, Token>, reading: number): void {
    this.pages++;
    if (page.continuation === undefined) {
      if (page.keys.length === 0) this.misses++;
      this.rangesDone++;
      return;
    }
    this.rangesTotal--;
    const pages = open.pages + 1;
    const last = page.keys.at(-1);
    // The service's own mark goes with its own filter: the range stays whole until a key says where to go on.
    if (last === undefined || hasHalfCharacter(last)) {
      this.open([{ range: open.range, pages, continuation: page.continuation }]);
      return;
    }
    const rest = { after: last, to: open.range.to };
    const parts = this.scan.isWorthCutting(page) ? this.cut(rest, { open, page }, reading) : [rest];
    this.open(
      parts.map((range) => ({ range, pages: parts.length > 1 ? 0 : pages, continuation: undefined })),
    );
  }

  private cut(rest: KeyRange, { open, page }: ReadPage<Row, Token>, reading: number): KeyRange[] {
    const known = this.scan.knownCuts();
    const parts = cutRange(rest, known);
    if (parts.length > 1 || (known.length > 0 && open.pages < pagesOfKnownPart)) return parts;
    const idle = this.scan.concurrency - reading - this.waiting.length - 1;
    const mayMiss = this.misses < freeMisses + this.pages * missesPerPage;
    if (idle <= 0 || !mayMiss) return parts;
    return cutRange(rest, guessCuts(page.keys, rest.to, idle));
  }
}

/**
 * Pages of all rows, several ranges of keys side by side, in no order. What is left of a range is cut where others are idle,
 * so that all are busy to the end wherever the keys lie; every key is in one range only, so no row comes twice.
 */
export async function* scanRanges<Row, Token>(scan: RangeScan<Row, Token>): AsyncGenerator<readonly Row[]> {
  const ranges = new OpenRanges(scan, cutRange(allKeys, scan.knownCuts()));
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, ...(scan.signal ? [scan.signal] : [])]);
  const reading = new Map<OpenRange<Token>, Promise<ReadPage<Row, Token>>>();
  const startReading = () => {
    while (reading.size < scan.concurrency) {
      const open = ranges.waiting.shift();
      if (open === undefined) return;
      const read = scan.readPage(open.range, open.continuation, signal).then((page) => ({ open, page }));
      // Whoever fails first is thrown; the others are left behind.
      read.catch(() => undefined);
      reading.set(open, read);
    }
  };
  try {
    startReading();
    while (reading.size > 0) {
      const settled = await Promise.race(reading.values());
      scan.signal?.throwIfAborted();
      reading.delete(settled.open);
      ranges.settle(settled, reading.size);
      startReading();
      scan.onProgress?.({ rangesDone: ranges.rangesDone, rangesTotal: ranges.rangesTotal });
      yield settled.page.rows;
    }
  } finally {
    left.abort();
  }
}
