import type { InstanceRow } from '../../shared/contract/instances.ts';
import { at } from '../../shared/testing/instances.ts';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import type { HubChange } from '../../shared/contract/hub-changes.ts';
import { AppError } from '../errors.ts';
import type { InstanceIndex, OrderedQuestion, RowSnapshot } from '../task-hub/instance-index.ts';

const unexpected = () => Promise.reject(new Error('this index only knows snapshots'));

/** An index whose snapshots are made by the test, and which answers nothing else. */
export class RowsIndex implements InstanceIndex {
  /** What each snapshot was asked for. */
  readonly questions: OrderedQuestion[] = [];
  /** Snapshots that were begun and neither read to their end nor left. */
  openSnapshots = 0;
  /** Pages handed out by all snapshots. */
  pagesRead = 0;

  constructor(
    /** Total and pages of the next snapshot. */
    public make: () => { total: number; pages: Iterable<readonly InstanceRow[]> },
  ) {}

  static of(rows: readonly InstanceRow[], pageSize = 100): RowsIndex {
    function* pages() {
      for (let from = 0; from < rows.length; from += pageSize) yield rows.slice(from, from + pageSize);
    }
    return new RowsIndex(() => ({ total: rows.length, pages: pages() }));
  }

  snapshot(question: OrderedQuestion): Promise<RowSnapshot> {
    this.questions.push(question);
    if (question.q === 'nonsense:') {
      return Promise.reject(new AppError('invalid-request', 'The filter is not understood.'));
    }
    const { total, pages } = this.make();
    return Promise.resolve({ total, pages: this.read(pages) });
  }

  private async *read(pages: Iterable<readonly InstanceRow[]>): AsyncGenerator<readonly InstanceRow[]> {
    this.openSnapshots += 1;
    try {
      for (const page of pages) {
        this.pagesRead += 1;
        await new Promise(setImmediate);
        yield page;
      }
    } finally {
      this.openSnapshots -= 1;
    }
  }

  coverage = () => makeCoverage({ state: 'current', asOf: at(0) });
  latestChange = (): HubChange => ({ coverage: this.coverage(), revision: 1 });
  watch = () => () => undefined;
  apply = () => Promise.resolve();
  drop = () => Promise.resolve();
  expectChange = () => undefined;
  close = () => Promise.resolve();
  list = unexpected;
  facets = unexpected;
  values = unexpected;
  histogram = unexpected;
  throughput = unexpected;
  failures = unexpected;
  health = unexpected;
  watched = unexpected;
  counts = unexpected;
  openCounts = unexpected;
  partitionCounts = unexpected;
  queueSamples = {
    keep: unexpected,
    steps: unexpected,
    leases: () => Promise.resolve({ holders: [], moves: [] }),
    since: unexpected,
  };
  noteParent = unexpected;
}
