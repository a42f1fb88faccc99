import type { Logger } from 'pino';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { listHubs } from '../../shared/contract/hubs.ts';
import { AppError } from '../errors.ts';
import type { TaskHubConnection } from '../task-hub/task-hub.ts';
import { ConnectionHubs, type OpenIndex } from './connection-hubs.ts';
import type { OpenHub } from './open-hub.ts';
import { withTimeLimit } from './time-limit.ts';

const refreshLimitMs = 2_000;

type ConnectionSummary = ResultOf<typeof listHubs>['connections'][number];

export interface HubRegistry {
  /** Every connection has been asked for its hubs once, successfully or not. */
  isReady(): boolean;
  /** All connections, the failing ones with their problem, and all hubs known so far. */
  list(): Promise<{ connections: ConnectionSummary[]; hubs: OpenHub[] }>;
  /** The hub addressed by `<connection>~<task hub>`, or `not-found`. */
  find(key: string): Promise<OpenHub>;
  /** The hub was changed from here in a way that makes what is known of its connection old. */
  expire(key: string): void;
  close(): Promise<void>;
}

export interface HubRegistryOptions {
  readonly connections: readonly {
    readonly connection: TaskHubConnection;
    /** The hub that this process brought along. */
    readonly isEmbedded: boolean;
    /** Why nothing may be written through it; left out = it may. */
    readonly readOnlyReason?: string | null;
  }[];
  readonly openIndex: OpenIndex;
  readonly logger: Logger;
}

class Registry implements HubRegistry {
  private readonly connections: readonly ConnectionHubs[];

  constructor({ connections, openIndex, logger }: HubRegistryOptions) {
    this.connections = connections.map(
      (source) => new ConnectionHubs({ readOnlyReason: null, ...source, openIndex, logger }),
    );
  }

  isReady(): boolean {
    return this.connections.every((connection) => connection.isDiscovered());
  }

  async list() {
    const refreshed = Promise.all(this.connections.map((connection) => connection.refresh()));
    // A slow connection shows what is known of it and holds up no other.
    await withTimeLimit(refreshed, refreshLimitMs, 'looking for task hubs').catch(() => undefined);
    return {
      connections: this.connections.map((connection) => connection.summary()),
      hubs: this.connections.flatMap((connection) => connection.hubs()),
    };
  }

  async find(key: string): Promise<OpenHub> {
    // A hub name has no `~`, a connection name might.
    const separator = key.lastIndexOf('~');
    const connection = this.connectionOf(key);
    if (separator < 1 || connection === undefined) {
      throw new AppError('not-found', `No connection of this dashboard holds the task hub "${key}".`);
    }
    return connection.find(key.slice(separator + 1));
  }

  expire(key: string): void {
    this.connectionOf(key)?.expire();
  }

  private connectionOf(key: string): ConnectionHubs | undefined {
    return this.connections.find(({ name }) => name === key.slice(0, key.lastIndexOf('~')));
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
  }
}

/** Asks every connection for its hubs at once and opens an index for each hub found. */
export function createHubRegistry(options: HubRegistryOptions): HubRegistry {
  const registry = new Registry(options);
  void registry.list();
  return registry;
}
