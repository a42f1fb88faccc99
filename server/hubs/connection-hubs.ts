import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import { reportFailure } from '../failure-report.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { TaskHub, TaskHubConnection } from '../task-hub/task-hub.ts';
import { createOpenHub, type OpenHub } from './open-hub.ts';
import { withTimeLimit } from './time-limit.ts';

const discoveryEveryMs = 30_000;
const discoveryAfterFailureMs = 5_000;
const discoveryLimitMs = 10_000;

/** `account` is what the hub's connection points at. */
export type OpenIndex = (hub: TaskHub, account: string) => Promise<InstanceIndex>;

interface Source {
  readonly connection: TaskHubConnection;
  readonly isEmbedded: boolean;
  readonly readOnlyReason: string | null;
  readonly openIndex: OpenIndex;
  readonly logger: Logger;
}

async function closeHub({ functions, queues, index }: OpenHub): Promise<void> {
  functions.close();
  await queues.close();
  await index.close();
}

/** The hubs of one connection. A failing discovery keeps the hubs found before and is told as a problem. */
export class ConnectionHubs {
  private readonly open = new Map<string, OpenHub>();
  private problem: AppError | null = null;
  private running: Promise<void> | null = null;
  private nextDiscoveryAt = -Infinity;
  private isClosed = false;

  constructor(private readonly source: Source) {}

  get name(): string {
    return this.source.connection.name;
  }

  isDiscovered(): boolean {
    return this.nextDiscoveryAt > -Infinity;
  }

  summary() {
    const { name, provider, target } = this.source.connection;
    const problem = this.isDiscovered()
      ? this.problem
      : new AppError('store-unavailable', `${target} has not answered yet.`);
    return { name, provider, target, problem: problem && { code: problem.code, message: problem.message } };
  }

  hubs(): OpenHub[] {
    return [...this.open.values()];
  }

  async find(hubName: string): Promise<OpenHub> {
    if (!this.open.has(hubName)) await this.refresh();
    const found = this.open.get(hubName);
    if (found !== undefined) return found;
    if (this.problem !== null) throw this.problem;
    throw new AppError('not-found', `The connection "${this.name}" has no task hub "${hubName}".`);
  }

  /** Looks for hubs unless that was done a moment ago; never rejects. */
  async refresh(): Promise<void> {
    if (this.running === null && performance.now() < this.nextDiscoveryAt) return;
    this.running ??= this.discover().finally(() => (this.running = null));
    await this.running;
  }

  /** The next refresh looks: somebody knows that the hubs are not those found before. */
  expire(): void {
    if (this.isDiscovered()) this.nextDiscoveryAt = 0;
  }

  /** Does not wait for a discovery under way: what that still opens is closed by it. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.hubs().map(closeHub));
    this.open.clear();
  }

  private async discover(): Promise<void> {
    const problem = await this.lookForHubs().catch((error: unknown) => this.toProblem(error));
    if (problem !== null && problem.message !== this.problem?.message) {
      this.source.logger.warn(
        { failure: reportFailure(problem), connection: this.name },
        'looking for task hubs failed',
      );
    }
    this.problem = problem;
    this.nextDiscoveryAt =
      performance.now() + (problem === null ? discoveryEveryMs : discoveryAfterFailureMs);
  }

  private async lookForHubs(): Promise<AppError | null> {
    const { connection } = this.source;
    const names = await withTimeLimit(connection.discoverHubs(), discoveryLimitMs, connection.target);
    await this.closeMissing(new Set(names));
    let problem: AppError | null = null;
    for (const name of names) {
      if (this.open.has(name) || this.isClosed) continue;
      await this.openHub(name).catch((error: unknown) => (problem = this.toProblem(error)));
    }
    return problem;
  }

  private async openHub(name: string): Promise<void> {
    const hub = this.source.connection.openHub(name);
    const { isEmbedded, readOnlyReason, logger } = this.source;
    const index = await this.source.openIndex(hub, this.source.connection.target);
    if (this.isClosed) {
      await index.close();
      return;
    }
    const key = `${this.name}~${name}`;
    this.open.set(name, createOpenHub({ key, isEmbedded, readOnlyReason, hub, index }, logger));
  }

  private async closeMissing(found: ReadonlySet<string>): Promise<void> {
    for (const [name, open] of this.open) {
      if (found.has(name)) continue;
      this.open.delete(name);
      await closeHub(open);
    }
  }

  private toProblem(error: unknown): AppError {
    if (error instanceof AppError) return error;
    return new AppError('internal', `The task hubs of "${this.name}" could not be opened.`, { cause: error });
  }
}
