import type { Backlog, QueuedMessage } from '../../shared/contract/backlog.ts';
import type { FileEvent } from '../../shared/contract/history-file.ts';
import type { HistoryEvent, HistoryPage } from '../../shared/contract/history.ts';
import type { FailureSummary, InstanceRow } from '../../shared/contract/instances.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { AppLease } from '../../shared/contract/partitions.ts';
import type { StorageRequests } from '../../shared/contract/storage-cost.ts';
import type { Payload } from '../../shared/contract/payloads.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { TraceContext } from '../../shared/domain/trace-context.ts';
import type { CommandName } from '../../shared/domain/actions.ts';
import type { AppError } from '../errors.ts';
import type { CommandPreviews, Commands } from './commands.ts';
import type { QueueReading } from './queue-watch.ts';

export interface TaskHubRef {
  readonly connection: string;
  /** In the original casing. */
  readonly name: string;
  readonly provider: 'azure-storage';
}

export interface ScanRequest {
  /** Only rows whose system write time is at or after this. */
  readonly writtenSince?: Instant;
  /** Ends the scan by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ids that cut the hub into parts of about the same size, if somebody knows; otherwise the scan finds out as it goes. */
  readonly splitAt?: readonly string[];
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Hears of trouble that has lasted for some seconds, and that the scan waits or tries to outlast. */
  readonly onTrouble?: OnTrouble;
}

export type OnTrouble = (problem: AppError) => void;

export interface ScanProgress {
  readonly rangesDone: number;
  /** Known so far. */
  readonly rangesTotal: number;
}

export interface FailureScanRequest {
  /** `'all'` for so many that one reading of the whole hub is cheaper than single reads. */
  readonly instanceIds: readonly string[] | 'all';
  readonly signal?: AbortSignal;
}

export interface ScannedFailure {
  readonly instanceId: string;
  /** Of the row it was read from. */
  readonly rowVersion: Instant;
  readonly failure: FailureSummary;
}

export interface HistoryRequest {
  /** `nextCursor` of the page before, or `after:<row key>` to read on behind the last event known. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface HistoryScan {
  /** As in `HistoryRequest`. */
  readonly cursor?: string | undefined;
  /** Ends the scan by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A part of a history with the whole texts of its payloads. */
export interface HistoryTexts extends Omit<HistoryPage, 'events'> {
  readonly events: readonly FileEvent[];
}

export interface HubPayload extends Payload {
  /** Function, orchestrator or entity that the payload belongs to; `null` = what it is stored with does not say. */
  readonly ownerName: string | null;
}

export interface PayloadStream extends Pick<HubPayload, 'ownerName'> {
  /** To be read to its end or left with `return`, which a `for await` does by itself. */
  readonly parts: AsyncGenerator<string>;
}

/** One task hub in one store. All failures are `AppError`. */
export interface TaskHub {
  readonly ref: TaskHubRef;
  /**
   * Every instance row, in pages, several ranges of ids side by side, hence in no order. `failure` and parents learnt from
   * histories are not in it. A row that cannot be read fully comes with `problems`; it never ends the scan.
   */
  scanInstances(request: ScanRequest): AsyncIterable<readonly InstanceRow[]>;
  /** Ids only, for finding rows that are gone. */
  scanInstanceIds(request: Omit<ScanRequest, 'writtenSince'>): AsyncIterable<readonly string[]>;
  /** Why instances failed, in pages. Those that are not failed any more, or gone, are left out. */
  scanFailures(request: FailureScanRequest): AsyncIterable<readonly ScannedFailure[]>;
  getInstance(instanceId: string): Promise<InstanceDetail | null>;
  readHistory(instanceId: string, request: HistoryRequest): Promise<HistoryPage>;
  /** Everything behind the cursor, several pages read ahead; only the last page has no next cursor. */
  scanHistory(instanceId: string, request: HistoryScan): AsyncIterable<HistoryPage>;
  /** As `scanHistory` from the beginning, in parts small enough to be held in memory whatever the texts. */
  scanHistoryTexts(instanceId: string, signal?: AbortSignal): AsyncIterable<HistoryTexts>;
  /** The event of the current execution with this type and exact timestamp: how a command finds its effect. */
  findHistoryEvent(instanceId: string, eventType: string, timestamp: Instant): Promise<HistoryEvent | null>;
  /** The distributed trace that the current execution belongs to; `null` = its history does not say. */
  readStartTrace(instanceId: string): Promise<TraceContext | null>;
  readPayload(instanceId: string, ref: string, maxChars: number): Promise<HubPayload>;
  /** The whole text, however large. The signal ends the reading. */
  streamPayload(instanceId: string, ref: string, signal: AbortSignal): Promise<PayloadStream>;
  readBacklog(): Promise<Backlog>;
  /** The backlog together with the peeked messages of each queue, for the same requests. */
  readQueues(): Promise<QueueReading>;
  /** `null` = the hub knows no such lease, or who reads here may not see it. */
  readAppLease(): Promise<AppLease | null>;
  /** Counted in this process; nothing is asked for it. */
  storageRequests(): StorageRequests;
  /** At most 32 visible messages. Never receives, never deletes. */
  peekMessages(queue: string): Promise<readonly QueuedMessage[]>;
  /** Commands that this provider or the engine behind it cannot do, with why. */
  readonly unavailable: Readonly<Partial<Record<CommandName, string>>>;
  readonly commands: Commands;
  readonly previews: CommandPreviews;
}

/** A storage account, database or app that holds task hubs. */
export interface TaskHubConnection {
  readonly name: string;
  readonly provider: 'azure-storage';
  /** Account name or endpoint; never a secret. */
  readonly target: string;
  /** Names of the hubs found there, in their original casing. */
  discoverHubs(): Promise<readonly string[]>;
  openHub(name: string): TaskHub;
}
