import type { FunctionSampling, FunctionsState } from '../../shared/contract/functions-map.ts';
import { functionKey, type FunctionRef } from '../../shared/domain/function-map/function-ref.ts';
import { nowInstant } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { callersOf } from './callers-of.ts';
import { FunctionSamples } from './function-samples.ts';
import { SamplingJob, type SamplingTask } from './sampling-job.ts';
import { pickRunning, pickSamples, planSampling } from './sampling-plan.ts';
import { SamplingProgress } from './sampling-progress.ts';

export interface SampledHub {
  readonly hub: TaskHub;
  readonly index: InstanceIndex;
  readonly logFailure: (error: unknown) => void;
}

/** Samples and the reading that they are of. */
export interface KeptSamples {
  readonly samples: FunctionSamples;
  readonly progress: SamplingProgress;
}

const defaultDelaysMs = [1_000, 2_000, 4_000, 8_000];

/**
 * Samples of one hub's histories for everybody. They are read when somebody asks for it, one reading at a time, and kept
 * until the next reading has ended or the process ends.
 */
export class FunctionSampler {
  private job: SamplingJob | null = null;
  /** A reading of everything that runs and has not replaced what is kept. */
  private growing: KeptSamples | null = null;
  private keptSamples: KeptSamples | null = null;
  private starting: Promise<FunctionSampling> | null = null;
  private startingFor: FunctionRef | null = null;
  private isClosed = false;

  constructor(
    private readonly source: SampledHub,
    private readonly retryDelaysMs: readonly number[] = defaultDelaysMs,
  ) {}

  /** The last ones read to their end, otherwise what there is; `null` = none. */
  get kept(): KeptSamples | null {
    return this.keptSamples ?? this.growing;
  }

  state(): FunctionsState {
    const { kept } = this;
    return {
      sampling: this.job?.progress.view() ?? null,
      mapOf: kept?.progress.view() ?? null,
      map: kept?.samples.map() ?? null,
    };
  }

  /** Joins the reading that runs when it is for the same question, and is refused when it is not. */
  async start(focus: FunctionRef | null): Promise<FunctionSampling> {
    if (this.starting !== null) return this.join(this.startingFor, focus, this.starting);
    const running = this.job?.progress.view();
    if (running?.state === 'running') return this.join(running.focus, focus, Promise.resolve(running));
    this.startingFor = focus;
    this.starting = (focus === null ? this.beginAll() : this.beginFocus(focus)).finally(
      () => (this.starting = null),
    );
    return this.starting;
  }

  cancel(): FunctionSampling | null {
    this.job?.cancel();
    this.settle();
    return this.job?.progress.view() ?? null;
  }

  close(): void {
    this.isClosed = true;
    this.job?.cancel();
  }

  private join(
    running: FunctionRef | null,
    wanted: FunctionRef | null,
    answer: Promise<FunctionSampling>,
  ): Promise<FunctionSampling> {
    const keyOf = (ref: FunctionRef | null) => (ref === null ? null : functionKey(ref));
    if (keyOf(running) === keyOf(wanted)) return answer;
    throw new AppError(
      'action-refused',
      'Histories of this task hub are being read for another question. Cancel that, or wait until it ends.',
    );
  }

  private async beginAll(): Promise<FunctionSampling> {
    const { index } = this.source;
    const plan = await planSampling(index);
    const progress = new SamplingProgress({
      focus: null,
      startedAt: nowInstant(),
      total: plan.total,
      instances: plan.instances,
      names: plan.distinctNames,
      namesLeftOut: Math.max(0, plan.distinctNames - plan.names.length),
    });
    const samples = new FunctionSamples(plan.inHub);
    this.growing = { samples, progress };
    const groups = plan.names.map((planned) => async () => {
      const rows = await pickSamples(index, planned);
      progress.lessToRead(planned.quota - rows.length);
      return rows;
    });
    return this.run(progress, { groups, take: (sample) => samples.add(sample) });
  }

  private async beginFocus(focus: FunctionRef): Promise<FunctionSampling> {
    const samples = this.kept?.samples;
    if (samples === undefined)
      throw new AppError('action-refused', 'Read samples first: they tell which orchestrators call it.');
    const names = callersOf(samples.map(), focus).map(({ name }) => name);
    const none = { rows: [], total: 0 };
    const { rows, total } = names.length === 0 ? none : await pickRunning(this.source.index, names);
    const progress = new SamplingProgress({
      focus,
      startedAt: nowInstant(),
      total: rows.length,
      instances: total,
      names: names.length,
      namesLeftOut: 0,
    });
    const groups = [() => Promise.resolve(rows)];
    return this.run(progress, { groups, take: (sample) => samples.addTrace(sample) });
  }

  private run(progress: SamplingProgress, task: Pick<SamplingTask, 'groups' | 'take'>): FunctionSampling {
    const { hub, logFailure } = this.source;
    const job = new SamplingJob({ ...task, hub, logFailure, retryDelaysMs: this.retryDelaysMs }, progress);
    this.job = job;
    if (this.isClosed) job.cancel();
    void job.run().then(() => this.settle());
    return progress.view();
  }

  /** What was read to its end replaces what is kept; what was broken off stands only where there is nothing else. */
  private settle(): void {
    const { growing } = this;
    if (growing === null || growing.progress.isRunning) return;
    this.growing = null;
    if (this.keptSamples === null || growing.progress.view().state === 'done') this.keptSamples = growing;
  }
}
