import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { SampledExecution } from '../../shared/domain/function-map/sampled-execution.ts';
import { AppError } from '../errors.ts';
import { isStorageTrouble, PatientReads } from '../hubs/patient-reads.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { readSample } from './read-sample.ts';
import type { SamplingProgress } from './sampling-progress.ts';

const readsAtATime = 4;

export interface SamplingTask {
  readonly hub: TaskHub;
  /** Rows to read the histories of, group by group, each group asked for when its turn comes. */
  readonly groups: readonly (() => Promise<readonly InstanceRow[]>)[];
  readonly take: (sample: SampledExecution) => void;
  readonly retryDelaysMs: readonly number[];
  readonly logFailure: (error: unknown) => void;
}

/** One reading of samples: few histories at a time, until all are read or nobody wants them any more. */
export class SamplingJob {
  private readonly reads: PatientReads;
  private hasLogged = false;

  constructor(
    private readonly task: SamplingTask,
    readonly progress: SamplingProgress,
  ) {
    this.reads = new PatientReads({
      retryDelaysMs: task.retryDelaysMs,
      isWanted: () => progress.isRunning,
      onProblem: (problem) => progress.setProblem(problem),
    });
  }

  /** Resolves when the reading has ended, however it did. */
  async run(): Promise<void> {
    const rows = this.rows();
    try {
      await Promise.all(Array.from({ length: readsAtATime }, () => this.work(rows)));
      this.progress.end('done');
    } catch (error) {
      if (!isStorageTrouble(error)) this.fail(error);
      this.progress.end('failed');
    } finally {
      this.reads.stop();
    }
  }

  /** No read begins after this; what is under way counts no more. */
  cancel(): void {
    this.progress.end('cancelled');
    this.reads.stop();
  }

  /** One generator for all readers: each takes the next row when it is free. */
  private async *rows(): AsyncGenerator<InstanceRow> {
    for (const rowsOf of this.task.groups) {
      if (!this.progress.isRunning) return;
      yield* await rowsOf();
    }
  }

  private async work(rows: AsyncGenerator<InstanceRow>): Promise<void> {
    while (this.progress.isRunning) {
      const next = await rows.next();
      if (next.done === true) return;
      await this.look(next.value);
      this.progress.addLooked();
    }
  }

  private async look(row: InstanceRow): Promise<void> {
    try {
      const sample = await this.reads.read(() => readSample(this.task.hub, row));
      if (sample === undefined || !this.progress.isRunning) return;
      if (sample === null) this.progress.addGap('withoutHistory');
      else {
        if (sample.isCutShort) this.progress.addGap('cutShort');
        this.task.take(sample);
      }
    } catch (error) {
      if (isStorageTrouble(error)) throw error;
      this.progress.addGap('unreadable');
      if (!(error instanceof AppError)) this.log(error);
    }
  }

  private fail(error: unknown): void {
    const isExpected = error instanceof AppError;
    this.progress.setProblem({
      code: isExpected ? error.code : 'internal',
      message: isExpected ? error.message : 'The reading broke off because of a fault in the dashboard.',
    });
    if (!isExpected) this.log(error);
  }

  /** What breaks one read may break hundreds. */
  private log(error: unknown): void {
    if (!this.hasLogged) this.task.logFailure(error);
    this.hasLogged = true;
  }
}
