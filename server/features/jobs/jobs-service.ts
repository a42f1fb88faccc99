import PQueue from 'p-queue';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type {
  createJob,
  Job,
  JobItem,
  JobPreview,
  listJobItems,
  listJobs,
  previewJob,
} from '../../../shared/contract/jobs.ts';
import type { InstanceCommand } from '../../../shared/contract/commands.ts';
import type { Caller } from '../../access/caller.ts';
import { nowInstant } from '../../clock.ts';
import { actorOf } from '../../commands/giver.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import type { WrittenTexts } from '../../masking/written-texts.ts';
import { readCommand, requireActor, titleOf } from './job-command.ts';
import { previewOf } from './job-preview.ts';
import { isEnded, type JobDefinition, type JobRecord } from './job-record.ts';
import { JobRuns, type RunsOptions } from './job-runs.ts';
import { idsOf } from './job-target.ts';
import { recoverJobs } from './recover-jobs.ts';

/** Who asks for something in which hub, by which request. */
export interface JobAsker {
  readonly open: OpenHub;
  readonly caller: Caller;
  readonly requestId: string;
}

export interface JobsOptions extends RunsOptions {
  /** What the connection of a hub points at: jobs of another account under the same name are others. */
  readonly accountOf: (connection: string) => string;
  /** Whoever may see a hub sees its jobs, but no more of their texts than of any other. */
  readonly texts: WrittenTexts;
}

const itemsOfAPage = 1_000;

type CreateRequest = z.output<typeof createJob.body>;
type MadeOf = Pick<JobDefinition, 'command' | 'target' | 'ratePerSecond' | 'concurrency' | 'retryOf'>;

/** Batch jobs: a frozen list of instances, and one command that each of them gets through the gate. */
export class JobsService {
  private readonly runs: JobRuns;
  /** One change of a job's fate after the other, so that two people do not both resume it. */
  private readonly controls = new PQueue({ concurrency: 1 });

  constructor(private readonly options: JobsOptions) {
    this.runs = new JobRuns(options);
  }

  /** Deals with the jobs that the process before left unfinished. */
  async begin(): Promise<void> {
    for (const { place, record } of await recoverJobs(this.options.store)) this.runs.start(place, record);
  }

  /** What is being sent is finished; running jobs go on in the next process. */
  async close(): Promise<void> {
    await this.controls.onIdle();
    await this.runs.close();
    await this.options.store.close();
  }

  async preview({ open, caller }: JobAsker, request: z.output<typeof previewJob.body>): Promise<JobPreview> {
    const command = readCommand(request.command);
    return previewOf(open.index, request.target, command, actorOf({ open, caller }));
  }

  async create(asker: JobAsker, request: CreateRequest): Promise<Job> {
    const { open } = asker;
    const command = readCommand(request.command);
    this.requireAllowed(asker, command);
    if (command.name === 'purge' && request.confirmedName !== open.hub.ref.name)
      throw new AppError('invalid-request', `Type the name of the task hub, ${open.hub.ref.name}, to purge.`);
    const ids = await idsOf(open.index, request.target);
    requireExpected(ids.length, request.expectedTotal);
    const { target, ratePerSecond, concurrency } = request;
    const shownTarget = target.kind === 'ids' ? { kind: target.kind } : target;
    const made = { command: request.command, target: shownTarget, ratePerSecond, concurrency, retryOf: null };
    return this.make(asker, command, made, ids);
  }

  /** A job of what failed. What is unknown is left out: it may have had its effect. */
  async retry(asker: JobAsker, jobId: string): Promise<Job> {
    const record = await this.find(asker.open, jobId);
    const { definition, progress } = record;
    if (progress.state !== 'paused' && !isEnded(progress.state))
      throw new AppError(
        'action-refused',
        'The job is not over yet: pause or stop it before you retry what failed.',
      );
    const command = readCommand(definition.command);
    this.requireAllowed(asker, command);
    const ids = await this.options.store.idsOf(record.number, 'failed');
    if (ids.length === 0) throw new AppError('action-refused', 'Nothing in this job failed.');
    return this.make(asker, command, { ...definition, retryOf: jobId }, ids);
  }

  async list(
    open: OpenHub,
    { limit, before }: z.output<typeof listJobs.query>,
  ): Promise<ResultOf<typeof listJobs>> {
    const { store } = this.options;
    const last = before === undefined ? undefined : (await this.find(open, before)).number;
    const records = await store.list(this.placeOf(open), { before: last, limit: limit + 1 });
    return {
      jobs: records.slice(0, limit).map((record) => this.view(record)),
      isLast: records.length <= limit,
      isDurable: store.isDurable,
    };
  }

  async get(open: OpenHub, jobId: string): Promise<Job> {
    return this.view(await this.find(open, jobId));
  }

  async items(
    open: OpenHub,
    jobId: string,
    { state, limit, after }: z.output<typeof listJobItems.query>,
  ): Promise<ResultOf<typeof listJobItems>> {
    const { number } = await this.find(open, jobId);
    const items = await this.options.store.items(number, { state, after, limit: limit + 1 });
    return { items: items.slice(0, limit), isLast: items.length <= limit };
  }

  /** Every item in order, page by page. */
  async *allItems(open: OpenHub, jobId: string): AsyncGenerator<readonly JobItem[]> {
    const { number } = await this.find(open, jobId);
    let after = -1;
    for (;;) {
      const items = await this.options.store.items(number, { after, limit: itemsOfAPage });
      if (items.length > 0) yield items;
      if (items.length < itemsOfAPage) return;
      after = items.at(-1)?.position ?? after;
    }
  }

  pause({ open }: JobAsker, jobId: string): Promise<Job> {
    return this.control(open, jobId, async ({ number, progress: { state } }) => {
      if (state === 'paused') return;
      const run = this.runs.find(number);
      if (run === null || state === 'stopping') throw new AppError('action-refused', `The job is ${state}.`);
      await run.pause();
    });
  }

  /** Whoever resumes a job needs the role for its command, as who made it did. */
  resume({ open, caller }: JobAsker, jobId: string): Promise<Job> {
    return this.control(open, jobId, async (record) => {
      const { state } = record.progress;
      if (state === 'running') return;
      if (state !== 'paused')
        throw new AppError('action-refused', `Only a paused job can be resumed; this one is ${state}.`);
      requireActor(record.definition.command.name, actorOf({ open, caller }));
      const progress = { ...record.progress, state: 'running', problem: null } as const;
      await this.options.store.advance(record.number, [], progress);
      this.runs.start(this.placeOf(open), { ...record, progress });
    });
  }

  stop({ open }: JobAsker, jobId: string): Promise<Job> {
    return this.control(open, jobId, async ({ number, progress }) => {
      if (progress.state === 'stopped') return;
      if (progress.state === 'done') throw new AppError('action-refused', 'The job is done.');
      const run = this.runs.find(number);
      if (run === null) await this.options.store.stop(number, [], progress);
      else await run.stop();
    });
  }

  private control(open: OpenHub, jobId: string, change: (record: JobRecord) => Promise<void>): Promise<Job> {
    return this.controls.add(
      async () => {
        await change(await this.find(open, jobId));
        return this.get(open, jobId);
      },
      { throwOnTimeout: true },
    );
  }

  private requireAllowed({ open, caller }: JobAsker, { name, reason }: InstanceCommand): void {
    requireActor(name, actorOf({ open, caller }));
    if (this.options.gate.isReasonRequired && reason.trim() === '')
      throw new AppError('invalid-request', `Say why: this dashboard takes no ${name} without a reason.`);
  }

  private async make(
    { open, caller, requestId }: JobAsker,
    command: InstanceCommand,
    made: MadeOf,
    ids: readonly string[],
  ): Promise<Job> {
    if (ids.length === 0)
      throw new AppError('action-refused', 'No instance matches: there is nothing to do.');
    const title = titleOf(command, ids.length, made.target);
    const { id, name } = caller;
    const definition: JobDefinition = {
      jobId: randomUUID(),
      hub: open.key,
      title: made.retryOf === null ? title : `${title}, those that failed`,
      command: made.command,
      target: made.target,
      createdBy: { id, name, role: caller.roleOn(open.key) },
      createdAt: nowInstant(),
      total: ids.length,
      ratePerSecond: made.ratePerSecond,
      concurrency: made.concurrency,
      retryOf: made.retryOf,
      requestId,
    };
    const place = this.placeOf(open);
    const record = await this.options.store.create(place, definition, ids);
    this.runs.start(place, record);
    return this.view(record);
  }

  private placeOf({ key, hub }: OpenHub): string {
    return `${this.options.accountOf(hub.ref.connection)} ${key}`;
  }

  /** As the run has it while the job runs, otherwise as it is kept. */
  private async find(open: OpenHub, jobId: string): Promise<JobRecord> {
    const record = await this.options.store.find(this.placeOf(open), jobId);
    if (record === null) throw new AppError('not-found', 'This task hub has no such batch job.');
    return this.current(record);
  }

  private current(record: JobRecord): JobRecord {
    return this.runs.find(record.number)?.record ?? record;
  }

  private view(kept: JobRecord): Job {
    const { definition, progress, number } = this.current(kept);
    const { id, name } = definition.createdBy;
    return {
      ...definition,
      ...progress,
      command: this.options.texts.given(definition.command),
      createdBy: { id, name },
      itemsPerSecond: this.runs.find(number)?.itemsPerSecond ?? null,
    };
  }
}

function requireExpected(found: number, expected: number): void {
  if (found <= expected) return;
  const [now, before] = [found, expected].map((count) => count.toLocaleString('en-US'));
  throw new AppError(
    'conflict',
    `${now} instances match by now, and the dry run that was looked at had ${before}. Look at the dry run again.`,
    { details: { found, expected } },
  );
}
