import {
  payloadSearchBounds,
  type PayloadPlace,
  type PayloadSearch,
} from '../../../shared/contract/payload-search.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { isStorageTrouble, PatientReads } from '../../hubs/patient-reads.ts';
import { findInstance } from '../../hubs/read-instance.ts';
import { findInText } from './find-in-text.ts';
import type { SearchProgress } from './search-progress.ts';

const readsAtATime = 4;

export interface SearchTask {
  readonly open: OpenHub;
  /** In the order in which they are looked at. */
  readonly instanceIds: readonly string[];
  readonly places: readonly PayloadPlace[];
  readonly pattern: RegExp;
  /** After each failure of storage in a row; behind the last one the search gives up. */
  readonly retryDelaysMs: readonly number[];
}

/** One search through the payloads of given instances. */
export class SearchJob {
  private readonly reads: PatientReads;
  private next = 0;
  private hasLogged = false;

  constructor(
    private readonly task: SearchTask,
    private readonly progress: SearchProgress,
  ) {
    this.reads = new PatientReads({
      retryDelaysMs: task.retryDelaysMs,
      isWanted: () => progress.isRunning,
      onProblem: (problem) => progress.setProblem(problem),
    });
  }

  /** Resolves when the search has ended, however it did. */
  async run(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: readsAtATime }, () => this.work()));
      this.progress.end('done');
    } catch (error) {
      // Only giving up and cancelling come here, and cancelling has said so before.
      if (!isStorageTrouble(error)) this.log(error);
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

  view(): PayloadSearch {
    return this.progress.view();
  }

  get isRunning(): boolean {
    return this.progress.isRunning;
  }

  private async work(): Promise<void> {
    while (this.progress.isRunning && this.next < this.task.instanceIds.length) {
      const position = this.next;
      this.next += 1;
      await this.look(position, this.task.instanceIds[position] ?? '');
      this.progress.addLooked();
    }
  }

  private async look(position: number, instanceId: string): Promise<void> {
    const detail = await this.read(instanceId, () => findInstance(this.task.open, instanceId));
    if (detail === undefined) return;
    if (detail === null) {
      this.progress.addUnreadable(instanceId, 'It is gone from storage since the search began.');
      return;
    }
    for (const place of this.task.places) {
      const info = detail[place];
      if (info !== null && this.progress.isRunning) await this.lookInto(position, instanceId, place, info);
    }
  }

  private async lookInto(
    position: number,
    instanceId: string,
    place: PayloadPlace,
    info: PayloadInfo,
  ): Promise<void> {
    if (info.problem !== null) {
      this.progress.addUnreadable(instanceId, info.problem);
      return;
    }
    const text = await this.textOf(instanceId, info);
    if (text === undefined) return;
    const find = findInText(text, this.task.pattern);
    if (find !== null) this.progress.addMatch(position, instanceId, place, find);
  }

  /** A short payload came whole with its instance. */
  private async textOf(instanceId: string, info: PayloadInfo): Promise<string | undefined> {
    if (info.preview !== null && Buffer.byteLength(info.preview) === info.sizeBytes) {
      this.progress.addRead(info.sizeBytes, false);
      return info.preview;
    }
    const { hub } = this.task.open;
    const payload = await this.read(instanceId, () =>
      hub.readPayload(instanceId, info.ref, payloadSearchBounds.charsOfOnePayload),
    );
    if (payload === undefined) return undefined;
    this.progress.addRead(Buffer.byteLength(payload.text), payload.isTruncated);
    return payload.text;
  }

  /** `undefined` = could not be read, and counted as such, or the search has ended. Rejects when storage stays away. */
  private async read<Result>(
    instanceId: string,
    attempt: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await this.reads.read(attempt);
    } catch (error) {
      if (isStorageTrouble(error)) throw error;
      this.note(instanceId, error);
      return undefined;
    }
  }

  private note(instanceId: string, error: unknown): void {
    const isExpected = error instanceof AppError;
    this.progress.addUnreadable(instanceId, isExpected ? error.message : 'It could not be read.');
    if (!isExpected) this.log(error);
  }

  /** What breaks one read may break a thousand. */
  private log(error: unknown): void {
    if (!this.hasLogged) this.task.open.logFailure(error);
    this.hasLogged = true;
  }
}
