import type { Backlog, QueuedMessage } from '../../shared/contract/backlog.ts';
import type { CommandReceipt } from '../../shared/contract/commands.ts';
import type { HistoryEvent, HistoryPage } from '../../shared/contract/history.ts';
import { instanceRow, type InstanceRow } from '../../shared/contract/instances.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { at } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import type { CommandPreviews, Commands } from '../task-hub/commands.ts';
import { memoryCommands, memoryPreviews, type SentCommand } from './memory-commands.ts';
import type {
  FailureScanRequest,
  HistoryRequest,
  HistoryScan,
  HistoryTexts,
  HubPayload,
  PayloadStream,
  ScanRequest,
  ScannedFailure,
  TaskHub,
  TaskHubRef,
} from '../task-hub/task-hub.ts';
import { payloadFrom, streamFrom } from './memory-payloads.ts';

/** A bare row becomes a detail without payloads. */
export type MemoryInstance = InstanceRow | InstanceDetail;

export interface MemoryHubContent {
  readonly name?: string;
  readonly instances?: readonly MemoryInstance[];
  /** By instance id; `events` is the whole history, cut into pages when read. */
  readonly histories?: Readonly<Record<string, Partial<HistoryPage>>>;
  /** By instance id, then by payload reference. */
  readonly payloads?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly backlog?: Backlog;
  readonly messages?: Readonly<Record<string, readonly QueuedMessage[]>>;
  /** Rows a scan yields at a time. */
  readonly pageSize?: number;
}

const operations = [
  'scanInstances',
  'scanInstanceIds',
  'scanFailures',
  'getInstance',
  'readHistory',
  'scanHistory',
  'findHistoryEvent',
  'readPayload',
  'readBacklog',
  'peekMessages',
  'sendCommand',
] as const;
export type HubOperation = (typeof operations)[number];

interface StoredInstance {
  readonly row: InstanceRow;
  readonly detail: InstanceDetail;
}

/** A task hub that lives in memory and does what a test tells it. */
export class MemoryTaskHub implements TaskHub {
  readonly ref: TaskHubRef;
  /** What the commands sent, in order. */
  readonly sent: SentCommand[] = [];
  /** How often each operation began, failed ones included. */
  readonly calls: Record<HubOperation, number>;
  /** `writtenSince` of every scan begun. */
  readonly scannedSince: (Instant | undefined)[] = [];
  /** What every reading of failures asked for. */
  readonly failuresAsked: (readonly string[] | 'all')[] = [];
  /** Awaited before every page of a scan, pages counted from 0: wait in it to hold a scan, throw to cut it off. */
  beforePage: (operation: HubOperation, page: number) => Promise<void> | void = () => undefined;

  private readonly instances = new Map<string, StoredInstance>();
  /** `null` after an id came or went. */
  private sortedIds: string[] | null = null;
  private readonly histories: Map<string, Partial<HistoryPage>>;
  private readonly payloads: Map<string, Readonly<Record<string, string>>>;
  private readonly messages: Map<string, readonly QueuedMessage[]>;
  private readonly failures = new Map<HubOperation, Error>();
  private readonly pageSize: number;
  private backlog: Backlog;

  constructor(content: MemoryHubContent = {}) {
    this.ref = { connection: 'memory', name: content.name ?? 'TestHub', provider: 'azure-storage' };
    this.calls = Object.fromEntries(operations.map((name) => [name, 0])) as Record<HubOperation, number>;
    for (const instance of content.instances ?? []) this.put(instance);
    this.histories = new Map(Object.entries(content.histories ?? {}));
    this.payloads = new Map(Object.entries(content.payloads ?? {}));
    this.messages = new Map(Object.entries(content.messages ?? {}));
    this.backlog = content.backlog ?? makeBacklog();
    this.pageSize = content.pageSize ?? 1000;
  }

  /**
   * Writes an instance as given: its `rowVersion` decides what a scan since some instant sees. Its failure is seen by
   * whoever reads it singly or reads failures.
   */
  put(instance: MemoryInstance): void {
    const { instanceId } = instance;
    if (!this.instances.has(instanceId)) this.sortedIds = null;
    const noPayloads = { input: null, output: null, customStatusPayload: null };
    const { name } = this.ref;
    const controlQueue = `${name.toLowerCase()}-control-00`;
    const detail = { ...noPayloads, taskHubName: name, controlQueue, ...instance };
    this.instances.set(instanceId, { row: instanceRow.parse(instance), detail });
  }

  purge(instanceId: string): void {
    this.sortedIds = null;
    this.instances.delete(instanceId);
    this.histories.delete(instanceId);
  }

  setHistory(instanceId: string, history: Partial<HistoryPage>): void {
    this.histories.set(instanceId, history);
  }

  setBacklog(backlog: Backlog): void {
    this.backlog = backlog;
  }

  /** Every later call of the operation fails, until `recover`. */
  fail(
    operation: HubOperation,
    error: Error = new AppError('store-unavailable', 'The store is down.'),
  ): void {
    this.failures.set(operation, error);
  }

  recover(operation: HubOperation): void {
    this.failures.delete(operation);
  }

  private begin(operation: HubOperation): void {
    this.calls[operation] += 1;
    const failure = this.failures.get(operation);
    if (failure) throw failure;
  }

  async *scanInstances(request: ScanRequest): AsyncGenerator<readonly InstanceRow[]> {
    this.scannedSince.push(request.writtenSince);
    const since = request.writtenSince ?? '';
    for await (const page of this.pages('scanInstances', request.signal)) {
      yield page
        .map(({ row }) => ({ ...row, failure: null, parentInstanceId: null }))
        .filter((row) => row.rowVersion >= since);
    }
  }

  async *scanInstanceIds(request: Omit<ScanRequest, 'writtenSince'>): AsyncGenerator<readonly string[]> {
    for await (const page of this.pages('scanInstanceIds', request.signal)) {
      yield page.map(({ row }) => row.instanceId);
    }
  }

  async *scanFailures(request: FailureScanRequest): AsyncGenerator<readonly ScannedFailure[]> {
    const { instanceIds, signal } = request;
    this.failuresAsked.push(instanceIds);
    for await (const page of this.pages('scanFailures', signal)) {
      yield page.flatMap(({ row: { instanceId, rowVersion, failure } }) =>
        failure !== null && (instanceIds === 'all' || instanceIds.includes(instanceId))
          ? [{ instanceId, rowVersion, failure }]
          : [],
      );
    }
  }

  /** Goes on after the last id of the page before, as a store does: rows written meanwhile may be seen or missed. */
  private async *pages(operation: HubOperation, signal?: AbortSignal): AsyncGenerator<StoredInstance[]> {
    this.begin(operation);
    let after: string | null = null;
    for (let number = 0; ; number++) {
      await this.beforePage(operation, number);
      signal?.throwIfAborted();
      const page = this.pageAfter(after);
      if (page.length > 0) yield page;
      if (page.length < this.pageSize) return;
      after = page.at(-1)?.row.instanceId ?? null;
    }
  }

  private pageAfter(after: string | null): StoredInstance[] {
    this.sortedIds ??= [...this.instances.keys()].sort();
    const start = after === null ? 0 : this.sortedIds.findIndex((id) => id > after);
    if (start < 0) return [];
    return this.sortedIds.slice(start, start + this.pageSize).flatMap((id) => this.instances.get(id) ?? []);
  }

  getInstance(instanceId: string): Promise<InstanceDetail | null> {
    return this.answer('getInstance', () => this.instances.get(instanceId)?.detail ?? null);
  }

  readHistory(instanceId: string, request: HistoryRequest): Promise<HistoryPage> {
    return this.answer('readHistory', () => this.historyPage(instanceId, request));
  }

  private historyPage(instanceId: string, { cursor, limit }: HistoryRequest): HistoryPage {
    const history = this.histories.get(instanceId) ?? {};
    const events = history.events ?? [];
    const after = cursor?.replace(/^after:/, '') ?? '';
    const rest = events.filter(({ rowKey }) => rowKey > after);
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    return {
      executionId: this.instances.get(instanceId)?.row.executionId ?? null,
      isCheckpointComplete: events.length > 0 ? true : null,
      problems: [],
      ...history,
      leftoverRows: shown.filter(({ isLeftover }) => isLeftover).length,
      events: shown,
      nextCursor: shown.length < rest.length && last !== undefined ? `after:${last.rowKey}` : null,
    };
  }

  async *scanHistory(instanceId: string, { cursor, signal }: HistoryScan): AsyncGenerator<HistoryPage> {
    this.begin('scanHistory');
    let next: string | null | undefined = cursor;
    for (let number = 0; next !== null; number++) {
      await this.beforePage('scanHistory', number);
      signal?.throwIfAborted();
      const page = this.historyPage(instanceId, { cursor: next, limit: this.pageSize });
      yield page;
      next = page.nextCursor;
    }
  }

  async *scanHistoryTexts(instanceId: string, signal?: AbortSignal): AsyncGenerator<HistoryTexts> {
    const texts = this.payloads.get(instanceId) ?? {};
    for await (const page of this.scanHistory(instanceId, { signal })) {
      const events = page.events.map((event) => ({
        ...event,
        payloads: Object.fromEntries(
          Object.entries(event.payloads).map(([column, info]) => [
            column,
            { ...info, text: texts[info.ref] ?? info.preview },
          ]),
        ),
      }));
      yield { ...page, events };
    }
  }

  findHistoryEvent(instanceId: string, eventType: string, timestamp: Instant): Promise<HistoryEvent | null> {
    return this.answer('findHistoryEvent', () => {
      const events = this.histories.get(instanceId)?.events ?? [];
      return events.find((e) => e.eventType === eventType && e.timestamp === timestamp) ?? null;
    });
  }

  readPayload(instanceId: string, ref: string, maxChars: number): Promise<HubPayload> {
    return this.answer('readPayload', () => payloadFrom(this.payloads.get(instanceId), ref, maxChars));
  }

  async streamPayload(instanceId: string, ref: string): Promise<PayloadStream> {
    return streamFrom(await this.readPayload(instanceId, ref, Infinity));
  }

  readBacklog(): Promise<Backlog> {
    return this.answer('readBacklog', () => this.backlog);
  }

  readQueues = async () => ({ backlog: await this.readBacklog(), messages: new Map(this.messages) });

  readAppLease = () => Promise.resolve(null);
  readStartTrace = () => Promise.resolve(null);
  storageRequests = () => ({ countedSince: at(0), hub: [], account: [] });

  peekMessages = (queue: string) => this.answer('peekMessages', () => this.messages.get(queue) ?? []);

  readonly unavailable: TaskHub['unavailable'] = {};

  readonly commands: Commands = memoryCommands({
    send: (command) => this.send(command),
    answer: (result) => this.answer('sendCommand', () => result),
  });

  readonly previews: CommandPreviews = memoryPreviews((result) => this.answer('sendCommand', () => result));

  /** Commands carry distinct times, one second apart. */
  private send(command: Omit<SentCommand, 'sentAt'>): Promise<CommandReceipt> {
    return this.answer('sendCommand', () => {
      const sentAt = at(1000 + this.sent.length);
      this.sent.push({ ...command, sentAt });
      const { instanceId } = command;
      return {
        command: command.command,
        instanceId,
        queue: 'testhub-control-00',
        sentAt,
        executionId: null,
        followedInstanceId: instanceId,
        summary: null,
      };
    });
  }

  /** What a synchronous read throws becomes a rejection. */
  private async answer<Result>(operation: HubOperation, read: () => Result): Promise<Result> {
    this.begin(operation);
    return Promise.resolve(read());
  }
}
