import type { HubSummary } from '../../../shared/contract/hubs.ts';
import type {
  Failures,
  FailuresQuery,
  HealthQuery,
  HealthSigns,
  InstanceFacets,
  InstanceFacetsQuery,
  InstanceHistogram,
  InstanceHistogramQuery,
  InstanceList,
  InstanceListQuery,
  InstanceValues,
  InstanceValuesQuery,
  OpenCounts,
  OrderedQuestion,
  PartitionCount,
  RowSnapshot,
  Throughput,
  ThroughputQuery,
} from '../../task-hub/instance-index.ts';
import type { Clock } from '../clock.ts';
import { Borders } from './borders.ts';
import { countByKindAndStatus } from './counts.ts';
import { FacetCounts } from './facet-counts.ts';
import { countFacets } from './facets.ts';
import { FailureLabels } from './failure-labels.ts';
import { groupFailures } from './failures.ts';
import { FirstPages } from './first-pages.ts';
import { readHealthSigns } from './health-signs.ts';
import { countOverTime } from './histogram.ts';
import { KeptAnswers } from './kept-answers.ts';
import { KeptRows } from './kept-rows.ts';
import { listRows, type Memory } from './list.ts';
import { countOpen } from './open-counts.ts';
import { readQuestion, type Question } from './question.ts';
import { RowRuns } from './row-runs.ts';
import type { RowSource } from './row-source.ts';
import { takeSnapshot } from './snapshot.ts';
import { countByPartition } from './partition-counts.ts';
import { measureThroughput } from './throughput.ts';
import { Totals } from './totals.ts';
import { findValues } from './values.ts';
import { findRowsById, type FoundRows } from './watched.ts';

type Uncovered<Answer> = Omit<Answer, 'coverage'>;

/** Totals are small, and each page of a list asks for the same one. */
const mostTotals = 500;
/** Some megabytes; as many as are on fifty pages. */
const mostRows = 5_000;
const mostLabels = 5_000;
/** Each has some hundreds of values at most. */
const mostFacets = 50;
/** Each has some hundreds of rows at most, by their places. */
const mostFirstPages = 100;
const mostRuns = 50;
const mostFailures = 20;

function emptyMemory(): Memory {
  return {
    totals: new Totals(mostTotals),
    keptRows: new KeptRows(mostRows),
    borders: new Borders(),
    labels: new FailureLabels(mostLabels),
    facetCounts: new FacetCounts(mostFacets),
    firstPages: new FirstPages(mostFirstPages),
    runs: new RowRuns(mostRuns),
    failures: new KeptAnswers(mostFailures),
  };
}

/** Everything that can be asked about the rows of one task hub. */
export class InstanceQuestions {
  private memory = emptyMemory();
  private rewrites: number;

  constructor(
    private readonly rows: RowSource,
    private readonly clock: Clock,
  ) {
    this.rewrites = rows.rewrites;
  }

  async list(query: InstanceListQuery): Promise<Uncovered<InstanceList>> {
    return listRows(this.rows, this.recall(), query, this.clock.now());
  }

  async facets({ q, limit }: InstanceFacetsQuery): Promise<Uncovered<InstanceFacets>> {
    return countFacets(this.rows, this.recall(), this.read(q), limit);
  }

  async values(query: InstanceValuesQuery): Promise<InstanceValues> {
    return { values: await findValues(this.rows, query) };
  }

  async histogram({ q, ...look }: InstanceHistogramQuery): Promise<Uncovered<InstanceHistogram>> {
    return countOverTime(this.rows, look, this.read(q));
  }

  async throughput({ q, ...window }: ThroughputQuery): Promise<Uncovered<Throughput>> {
    return measureThroughput(this.rows, window, this.read(q));
  }

  async failures({ q, ...order }: FailuresQuery): Promise<Uncovered<Failures>> {
    return groupFailures(this.rows, order, this.read(q), this.recall());
  }

  async health(query: HealthQuery): Promise<Uncovered<HealthSigns>> {
    return readHealthSigns(this.rows, query);
  }

  async snapshot({ q, ...sorting }: OrderedQuestion): Promise<RowSnapshot> {
    return takeSnapshot(this.rows, sorting, this.read(q));
  }

  async watched(instanceIds: readonly string[], q: string): Promise<FoundRows> {
    return findRowsById(this.rows, instanceIds, this.read(q));
  }

  async counts(): Promise<HubSummary['counts']> {
    return countByKindAndStatus(this.rows);
  }

  async openCounts(): Promise<Uncovered<OpenCounts>> {
    return countOpen(this.rows);
  }

  async partitionCounts(): Promise<readonly PartitionCount[]> {
    return countByPartition(this.rows);
  }

  /** Answers under way go on with what they began with. */
  private recall(): Memory {
    if (this.rewrites !== this.rows.rewrites) {
      this.rewrites = this.rows.rewrites;
      this.memory = emptyMemory();
    }
    return this.memory;
  }

  private read(q: string): Question {
    return readQuestion(q, this.clock.now());
  }
}
