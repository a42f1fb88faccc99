import { nowInstant } from '../../clock.ts';
import type { Log } from './hub-context.ts';
import type { HubStorage } from './hub-storage.ts';
import {
  claimed,
  leaseOf,
  leaseRow,
  mayClaim,
  partitionToSteal,
  released,
  renewed,
  type PartitionLease,
} from './partition-lease.ts';
import type { PartitionPump } from './partition-pump.ts';
import { isConflict } from './storage-failure.ts';

export interface PartitionManager {
  wakeAll(): void;
  /** Gives every partition up once its work has ended. */
  stop(): Promise<void>;
}

interface ManagerOptions {
  readonly storage: HubStorage;
  readonly workerId: string;
  readonly intervalMs: number;
  readonly startPump: (partition: number) => PartitionPump;
  readonly log: Log;
}

/** While a transfer is under way both sides look more often. */
const busyIntervalMs = 1000;

function partitionNumber(queueName: string): number {
  return Number(queueName.slice(-2));
}

class Manager {
  readonly #pumps = new Map<string, PartitionPump>();
  readonly #draining = new Map<string, { isDone: boolean }>();

  constructor(private readonly options: ManagerOptions) {}

  get pumps(): Iterable<PartitionPump> {
    return this.#pumps.values();
  }

  /** One look at all partitions; resolves to whether a transfer is under way. */
  async round(): Promise<boolean> {
    const { workerId } = this.options;
    const leases = await this.#read();
    let isBusy = false;
    for (const lease of leases) {
      const current = lease.currentOwner === workerId ? await this.#keep(lease) : await this.#take(lease);
      isBusy ||= current;
    }
    const wanted = partitionToSteal(leases, workerId, nowInstant());
    if (wanted === null) return isBusy;
    await this.#write(wanted, { ...wanted, nextOwner: workerId });
    return true;
  }

  async releaseAll(): Promise<void> {
    const own = (await this.#read()).filter((lease) => lease.currentOwner === this.options.workerId);
    await Promise.all(own.map((lease) => this.#write(lease, { ...lease, isDraining: true })));
    await Promise.all([...this.#pumps.values()].map((pump) => pump.stop()));
    this.#pumps.clear();
    const left = (await this.#read()).filter((lease) => lease.currentOwner === this.options.workerId);
    await Promise.all(left.map((lease) => this.#write(lease, released(lease))));
  }

  async #read(): Promise<PartitionLease[]> {
    const leases: PartitionLease[] = [];
    const rows = this.options.storage.partitions.listEntities({ disableTypeConversion: true });
    for await (const row of rows) leases.push(leaseOf(row));
    return leases;
  }

  /** Resolves to `false` when another worker was faster. */
  async #write(lease: PartitionLease, next: PartitionLease): Promise<boolean> {
    try {
      await this.options.storage.partitions.updateEntity(leaseRow(next), 'Replace', { etag: lease.etag });
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return false;
    }
  }

  async #take(lease: PartitionLease): Promise<boolean> {
    await this.#stopPump(lease.queueName);
    const now = nowInstant();
    if (!mayClaim(lease, this.options.workerId, now)) return lease.nextOwner === this.options.workerId;
    if (await this.#write(lease, claimed(lease, this.options.workerId, now)))
      this.#startPump(lease.queueName);
    return false;
  }

  async #keep(lease: PartitionLease): Promise<boolean> {
    if (lease.nextOwner !== null) {
      await this.#handOver(lease);
      return true;
    }
    await this.#write(lease, renewed({ ...lease, isDraining: false }, nowInstant()));
    this.#startPump(lease.queueName);
    return false;
  }

  /** Drains in the background and lets go as soon as nothing of the partition is in memory any more. */
  async #handOver(lease: PartitionLease): Promise<void> {
    const { queueName } = lease;
    const drain = this.#draining.get(queueName) ?? this.#drain(queueName);
    if (drain.isDone) this.#draining.delete(queueName);
    const next = drain.isDone ? released(lease) : renewed({ ...lease, isDraining: true }, nowInstant());
    await this.#write(lease, next);
  }

  #drain(queueName: string): { isDone: boolean } {
    const drain = { isDone: false };
    this.#draining.set(queueName, drain);
    this.#stopPump(queueName)
      .catch((error: unknown) => {
        this.options.log(`Control queue '${queueName}' could not be drained.`, error);
      })
      .finally(() => {
        drain.isDone = true;
      });
    return drain;
  }

  #startPump(queueName: string): void {
    if (this.#pumps.has(queueName)) return;
    this.#pumps.set(queueName, this.options.startPump(partitionNumber(queueName)));
  }

  async #stopPump(queueName: string): Promise<void> {
    const pump = this.#pumps.get(queueName);
    this.#pumps.delete(queueName);
    await pump?.stop();
  }
}

/** Claims, renews and hands over the partitions of a hub, as the Partitions table arranges among all its workers. */
export function startPartitionManager(options: ManagerOptions): PartitionManager {
  const manager = new Manager(options);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    let isBusy = false;
    try {
      isBusy = await manager.round();
    } catch (error) {
      options.log('The partitions could not be looked after.', error);
    }
    const delayMs = isBusy ? Math.min(busyIntervalMs, options.intervalMs) : options.intervalMs;
    timer = setTimeout(next, delayMs);
  }
  function next(): void {
    if (!isStopped) current = look();
  }
  next();

  return {
    wakeAll() {
      for (const pump of manager.pumps) pump.wake();
    },
    async stop() {
      isStopped = true;
      await current;
      clearTimeout(timer);
      await manager.releaseAll();
    },
  };
}
