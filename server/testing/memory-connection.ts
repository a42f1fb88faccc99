import { AppError } from '../errors.ts';
import type { TaskHub, TaskHubConnection } from '../task-hub/task-hub.ts';

/** A connection to the given hubs; `failure`, once set, is what looking for hubs ends in. */
export class MemoryConnection implements TaskHubConnection {
  readonly name = 'memory';
  readonly provider = 'azure-storage';
  readonly target = 'memory account';
  failure: AppError | null = null;

  constructor(private readonly hubs: readonly TaskHub[]) {}

  discoverHubs(): Promise<readonly string[]> {
    return this.failure
      ? Promise.reject(this.failure)
      : Promise.resolve(this.hubs.map((hub) => hub.ref.name));
  }

  openHub(name: string): TaskHub {
    const hub = this.hubs.find((candidate) => candidate.ref.name === name);
    if (!hub) throw new AppError('not-found', `There is no task hub ${name}.`);
    return hub;
  }
}
