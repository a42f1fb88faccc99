import type { Caller } from '../../access/caller.ts';
import type { CommandGate } from '../../commands/command-gate.ts';
import { AppError } from '../../errors.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readCommand } from './job-command.ts';
import type { JobDefinition, JobRecord } from './job-record.ts';
import { JobRun } from './job-run.ts';
import type { JobStore } from './job-store.ts';

export interface RunsOptions {
  readonly store: JobStore;
  readonly hubs: Pick<HubRegistry, 'find'>;
  readonly gate: Pick<CommandGate, 'give' | 'isReasonRequired'>;
  readonly onFailure: (error: unknown) => void;
  readonly retryDelaysMs?: readonly number[];
  /** Milliseconds that only grow. */
  readonly nowMs?: () => number;
}

/** Together some minutes. */
const defaultRetryDelaysMs = [1, 2, 4, 8, 15, 30, 30, 60, 60, 60].map((seconds) => seconds * 1_000);

/** Who made a job, as they were then. */
function makerOf({ hub, createdBy: { id, name, role } }: JobDefinition): Caller {
  return { id, name, roleOn: (key) => (key === hub ? role : null), highestRole: role };
}

/** The jobs that run in this process. Those of one hub divide rate and concurrency, so none of them starves. */
export class JobRuns {
  private readonly live = new Map<
    number,
    { readonly run: JobRun; readonly place: string; over: Promise<void> }
  >();

  constructor(private readonly options: RunsOptions) {}

  start(place: string, record: JobRecord): void {
    const {
      store,
      onFailure,
      retryDelaysMs = defaultRetryDelaysMs,
      nowMs = () => performance.now(),
    } = this.options;
    const run = new JobRun(record, {
      store,
      place,
      retryDelaysMs,
      nowMs,
      onFailure,
      give: this.giverOf(record.definition),
      share: () => 1 / Math.max(1, [...this.live.values()].filter((other) => other.place === place).length),
    });
    const over = run.run().finally(() => this.live.delete(record.number));
    this.live.set(record.number, { run, place, over });
  }

  find(number: number): JobRun | null {
    return this.live.get(number)?.run ?? null;
  }

  /** Resolves when nothing is being sent any more and all outcomes are kept. */
  async close(): Promise<void> {
    const all = [...this.live.values()];
    for (const { run } of all) run.close();
    await Promise.all(all.map(({ over }) => over));
  }

  private giverOf(definition: JobDefinition) {
    const { jobId, hub, requestId } = definition;
    const command = readCommand(definition.command);
    const caller = makerOf(definition);
    return async (instanceId: string) =>
      this.options.gate.give(
        { open: await this.openHub(hub), caller, requestId, jobId },
        instanceId,
        command,
      );
  }

  /** A hub that is not there says nothing about the instance, which waits for it. */
  private async openHub(key: string) {
    try {
      return await this.options.hubs.find(key);
    } catch (cause) {
      const message = cause instanceof AppError ? cause.message : `The task hub ${key} could not be opened.`;
      throw new AppError('store-unavailable', message, { cause });
    }
  }
}
