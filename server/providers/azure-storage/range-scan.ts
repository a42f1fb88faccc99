import { guessCuts } from './guessed-cuts.ts';
import { allKeys, cutRange, evenly, hasHalfCharacter, isInside, type KeyRange } from './key-ranges.ts';
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
  /** Places to cut at that are known by now, at about even distances. */
  knownCuts(): readonly string[];
  /** How many of them a full page spans. */
  cutsPerPage(): number;
  /** Whether what is left of a range is worth cutting, known places or guessed ones. */
  isWorthCutting(page: KeyPage<Row, Token>): boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
}

interface OpenRange<Token> {
  readonly range: KeyRange;
  /** Known places inside it, in order. */
  readonly cuts: readonly string[];
  /** What the next request asks about. */
  readonly asked: KeyRange;
  /** Pages of it that were read since the last known place. */
  readonly pages: number;
  /** Goes with `asked`. */
  readonly continuation: Token | undefined;
}

interface ReadPage<Row, Token> {
  readonly open: OpenRange<Token>;
  readonly page: KeyPage<Row, Token>;
}

/** A range without known places is worth a guess only when it turns out much longer than between those elsewhere. */
const pagesOfKnownPart = 8;
/** A service that sorts all it finds before it gives one page has less work with so many. */
const pagesAsked = 2;
/** Guesses that find nothing are requests for nothing; they may be this share of all, and a few at the start. */
const missesPerPage = 0.25;
const freeMisses = 16;

/** Which ranges are left to read: as few as keep everybody busy, for each ends with a page that is not full. */
class OpenRanges<Row, Token> {
  private readonly waiting: OpenRange<Token>[] = [];
  private readonly reading = new Set<OpenRange<Token>>();
  /** What lies between two known places counts as a range of its own, though a reader may go through several. */
  private rangesDone = 0;
  private pages = 0;
  private misses = 0;

  constructor(private readonly scan: RangeScan<Row, Token>) {
    this.open(cutRange(allKeys, this.someOf(scan.knownCuts(), scan.concurrency - 1)), 0);
  }

  /** `undefined` while as many are being read as may be, or none is left. */
  take(): OpenRange<Token> | undefined {
    if (this.reading.size >= this.scan.concurrency) return undefined;
    const open = this.waiting.shift();
    if (open !== undefined) this.reading.add(open);
    return open;
  }

  progress(): ScanProgress {
    const left = this.all().map(({ cuts }) => cuts.length + 1);
    return {
      rangesDone: this.rangesDone,
      rangesTotal: left.reduce((sum, ranges) => sum + ranges, this.rangesDone),
    };
  }

  /** Takes note of a page. */
  settle({ open, page }: ReadPage<Row, Token>): void {
    this.reading.delete(open);
    this.pages++;
    const isAllOfAsked = page.continuation === undefined;
    if (isAllOfAsked && open.asked.to === open.range.to) {
      if (page.keys.length === 0) this.misses++;
      this.rangesDone += open.cuts.length + 1;
      return;
    }
    const last = isAllOfAsked ? open.asked.to : page.keys.at(-1);
    // The service's own mark goes with its own filter: the range stays whole until a key says where to go on.
    if (last == null || hasHalfCharacter(last)) {
      this.waiting.unshift({ ...open, pages: open.pages + 1, continuation: page.continuation });
      return;
    }
    const passed = open.cuts.filter((cut) => cut <= last).length;
    this.rangesDone += passed;
    const pages = passed > 0 ? 0 : open.pages + 1;
    const rest = { after: last, to: open.range.to };
    const places = this.scan.isWorthCutting(page) ? this.placesToCut(rest, pages, page) : [];
    this.open(cutRange(rest, places), places.length > 0 ? 0 : pages);
  }

  private all(): OpenRange<Token>[] {
    return [...this.waiting, ...this.reading];
  }

  private cutsInside(range: KeyRange): string[] {
    return this.scan.knownCuts().filter((cut) => isInside(cut, range));
  }

  /** As many as make parts that are worth a request. */
  private someOf(cuts: readonly string[], most: number): string[] {
    const pages = Math.floor((cuts.length + 1) / this.scan.cutsPerPage());
    return evenly(cuts, Math.min(most, pages - 1));
  }

  private open(ranges: readonly KeyRange[], pages: number): void {
    const reach = Math.ceil(this.scan.cutsPerPage() * pagesAsked);
    const opened = ranges.map((range) => {
      const cuts = this.cutsInside(range);
      const asked = { after: range.after, to: cuts[reach - 1] ?? range.to };
      return { range, cuts, asked, pages, continuation: undefined };
    });
    this.waiting.unshift(...opened);
  }

  private placesToCut(rest: KeyRange, pages: number, { keys }: KeyPage<Row, Token>): string[] {
    const idle = this.scan.concurrency - this.reading.size - this.waiting.length - 1;
    if (idle <= 0) return [];
    const cuts = this.cutsInside(rest);
    if (cuts.length > 0) {
      // Whoever has much left gives some of it away.
      const most = Math.max(...this.all().map((other) => other.cuts.length));
      return cuts.length * 2 < most ? [] : this.someOf(cuts, idle);
    }
    if (this.scan.knownCuts().length > 0 && pages < pagesOfKnownPart) return [];
    const mayMiss = this.misses < freeMisses + this.pages * missesPerPage;
    return mayMiss ? guessCuts(keys, rest.to, idle) : [];
  }
}

/**
 * Pages of all rows, several ranges of keys side by side, in no order. What is left of a range is cut where others are idle,
 * so that all are busy to the end wherever the keys lie; every key is in one range only, so no row comes twice.
 */
export async function* scanRanges<Row, Token>(scan: RangeScan<Row, Token>): AsyncGenerator<readonly Row[]> {
  const ranges = new OpenRanges(scan);
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, ...(scan.signal ? [scan.signal] : [])]);
  const reading = new Map<OpenRange<Token>, Promise<ReadPage<Row, Token>>>();
  const startReading = () => {
    for (let open = ranges.take(); open !== undefined; open = ranges.take()) {
      const begun = open;
      const read = scan
        .readPage(begun.asked, begun.continuation, signal)
        .then((page) => ({ open: begun, page }));
      // Whoever fails first is thrown; the others are left behind.
      read.catch(() => undefined);
      reading.set(begun, read);
    }
  };
  try {
    startReading();
    while (reading.size > 0) {
      const settled = await Promise.race(reading.values());
      scan.signal?.throwIfAborted();
      reading.delete(settled.open);
      ranges.settle(settled);
      startReading();
      scan.onProgress?.(ranges.progress());
      yield settled.page.rows;
    }
  } finally {
    left.abort();
  }
}
