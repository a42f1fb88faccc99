import { LIST, VARCHAR, listValue, type DuckDBType } from '@duckdb/node-api';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { ScannedFailure } from '../task-hub/task-hub.ts';
import { systemClock, type Clock } from './clock.ts';
import { KeptRevisions } from './kept-revisions.ts';
import { newestOfEach, writeNewer } from './newer-rows.ts';
import type { Ask, ReadTransaction, RowSource, StoredValues } from './queries/row-source.ts';
import {
  changeToFailures,
  changeToParent,
  changeToParents,
  countChanges,
  type ChangeCount,
  type Changes,
  endReplaced,
  failureColumns,
  fillInFailures,
  fillInParents,
  stageEnding,
  writeChanges,
} from './row-changes.ts';
import {
  areInOrder,
  beginOrder,
  copyRange,
  dropUnfinishedOrder,
  endOrder,
  rowsPerGroup,
} from './row-order.ts';
import type { StoreDatabase, StoreWriter } from './store-database.ts';
import { readContent, writeStoredState, type StoredState } from './store-layout.ts';

/** Deleted rows give their memory back when a checkpoint is made. */
const deletedRowsWorthACheckpoint = 10_000;
/** Rows take a quarter of the memory once a checkpoint has packed them. */
const writtenRowsWorthACheckpoint = 50_000;
/** More failures at once are only read when a hub is read for the first time. */
const failuresWorthVersions = 50;
const idColumn = [{ name: 'id', type: VARCHAR, valueOf: (id: string) => id }];

/** Puts ids into a table `named`; the answer are those that no present row has. */
async function stageUnknown(writer: StoreWriter, instanceIds: readonly string[]): Promise<string[]> {
  await writer.stage('named', idColumn, instanceIds);
  await writer.run(`CREATE OR REPLACE TEMP TABLE known_hashes AS SELECT id_hash FROM instances
    WHERE id_hash IN (SELECT hash(id) FROM named) AND until_revision IS NULL`);
  return writer.texts('SELECT id FROM named WHERE hash(id) NOT IN (SELECT id_hash FROM known_hashes)');
}

/** The rows of one task hub, with their versions of the last minutes, so that a reader's pages show one moment. */
export class RowStore implements RowSource {
  private count = 0;
  private unread = 0;
  /** Since the last checkpoint. */
  private deletedRows = 0;
  private writtenRows = 0;
  private rewriteCount = 0;
  private wasComplete: boolean;

  private constructor(
    private readonly database: StoreDatabase,
    private readonly revisions: KeptRevisions,
    /** What was stored with the rows when they were last complete; `null` = they never were. */
    readonly storedState: StoredState | null,
  ) {
    this.wasComplete = storedState !== null;
  }

  static async open(database: StoreDatabase, clock: Clock = systemClock): Promise<RowStore> {
    const { state, revision, rows, unreadFailures } = await database.write((writer) =>
      readContent(writer, clock),
    );
    const store = new RowStore(database, new KeptRevisions(revision, clock), state);
    store.count = rows;
    store.unread = unreadFailures;
    return store;
  }

  get rowCount(): number {
    return this.count;
  }

  /** Failed rows whose failure is not known. */
  get unreadFailures(): number {
    return this.unread;
  }

  get revision(): number {
    return this.revisions.latest;
  }

  get rewrites(): number {
    return this.rewriteCount;
  }

  hold(revision: number): boolean {
    return this.revisions.hold(revision);
  }

  within<Answer>(read: (ask: Ask) => Promise<Answer>): Promise<Answer> {
    return this.database.within(read);
  }

  begin(): Promise<ReadTransaction> {
    return this.database.begin();
  }

  /** How many rows were new or newer than the known ones; an older version never replaces a newer one. */
  async upsert(rows: readonly InstanceRow[]): Promise<number> {
    if (rows.length === 0) return 0;
    this.checkpointIfDue();
    const { changed } = await this.write((writer) =>
      writeNewer(writer, newestOfEach(rows), this.revision + 1),
    );
    return changed;
  }

  /** How many failures were news; one read from another version of its row is none. */
  async setFailures(failures: readonly ScannedFailure[]): Promise<number> {
    if (failures.length === 0) return 0;
    this.checkpointIfDue();
    const stage = (writer: StoreWriter) => writer.stage('failures', failureColumns, failures);
    if (failures.length > failuresWorthVersions) {
      const fill = async (writer: StoreWriter) => {
        await stage(writer);
        return fillInFailures(writer);
      };
      return this.rewrite(fill, (filled) => (this.unread -= filled));
    }
    return this.change(async (writer) => {
      await stage(writer);
      return changeToFailures(writer);
    });
  }

  /** Names the parent of each row whose parent's execution is among the rows. */
  linkParents(): Promise<number> {
    return this.wasComplete ? this.change(changeToParents) : this.rewrite(fillInParents);
  }

  setParent(instanceId: string, parentInstanceId: string): Promise<number> {
    return this.change((writer) => changeToParent(writer, instanceId, parentInstanceId));
  }

  remove(instanceId: string): Promise<number> {
    return this.end('id_hash = hash($instanceId) AND instance_id = $instanceId', () => ({ instanceId }));
  }

  async unknownAmong(instanceIds: readonly string[]): Promise<string[]> {
    if (instanceIds.length === 0) return [];
    return this.database.write((writer) => stageUnknown(writer, instanceIds));
  }

  /** Starts a list of the ids that storage still has. */
  async beginRollCall(): Promise<void> {
    await this.database.write((writer) =>
      writer.run('CREATE OR REPLACE TEMP TABLE still_there (id_hash UBIGINT)'),
    );
  }

  /** The ids among them that no present row has. */
  async markPresent(instanceIds: readonly string[]): Promise<string[]> {
    return this.database.write(async (writer) => {
      const unknown = await stageUnknown(writer, instanceIds);
      await writer.run('INSERT INTO still_there SELECT hash(id) FROM named');
      return unknown;
    });
  }

  /** Removes the rows that were not marked since the roll call began, `except` those with the given ids. */
  removeAbsent(except: () => readonly string[]): Promise<number> {
    const isAbsent =
      'id_hash NOT IN (SELECT id_hash FROM still_there) AND NOT list_contains($except, instance_id)';
    return this.end(isAbsent, () => ({ except: listValue(except()) }), { except: LIST(VARCHAR) });
  }

  /** To be called when everything it tells is among the rows. */
  async storeState(state: StoredState): Promise<void> {
    await this.database.write((writer) => writeStoredState(writer, state));
    this.wasComplete = true;
    this.checkpointIfDue();
  }

  /**
   * Lets rows created at about the same time lie together, so that questions about a time need not look through all. Takes a
   * while beside everything else; rewriting rows meanwhile makes it vain.
   */
  async putInOrder(groupRows = rowsPerGroup): Promise<void> {
    if (await this.database.write((writer) => areInOrder(writer, groupRows))) return;
    const { ranges, revision, rewrites } = await this.database.write(async (writer) => ({
      ranges: await beginOrder(writer, Math.ceil(this.count / groupRows)),
      revision: this.revision,
      rewrites: this.rewrites,
    }));
    for (const [place, range] of ranges.entries()) {
      await this.database.write((writer) => copyRange(writer, range));
      // Rows that are not packed yet take four times the memory.
      if (place % 2 === 1) await this.database.checkpoint();
    }
    await this.database.write(async (writer) => {
      if (this.rewrites === rewrites) await endOrder(writer, revision);
      else await writer.run(dropUnfinishedOrder);
    });
    await this.database.checkpoint();
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Dead versions of many rows would take memory and slow down every question; for that, earlier moments cannot be read any more. */
  private rewrite(
    fill: (writer: StoreWriter) => Promise<number>,
    committed: (filled: number) => void = () => undefined,
  ): Promise<number> {
    return this.database.write(fill, (filled) => {
      if (filled === 0) return;
      committed(filled);
      this.writtenRows += filled;
      this.rewriteCount += 1;
      this.revisions.rewrite();
    });
  }

  private async change(prepare: (writer: StoreWriter) => Promise<Changes>): Promise<number> {
    const { changed } = await this.write(async (writer) => {
      const changes = await prepare(writer);
      const count = await countChanges(writer, changes);
      if (count.changed > 0) await writeChanges(writer, changes, count, this.revision + 1);
      return count;
    });
    return changed;
  }

  private async end(
    condition: string,
    values: () => StoredValues,
    types?: Record<string, DuckDBType>,
  ): Promise<number> {
    const { replaced } = await this.write(async (writer) => {
      const count = await stageEnding(writer, { sql: condition, values: values(), ...(types && { types }) });
      await endReplaced(writer, 'ending', count.replaced, this.revision + 1);
      return count;
    });
    return replaced;
  }

  private async write(change: (writer: StoreWriter) => Promise<ChangeCount>): Promise<ChangeCount> {
    const count = await this.database.write(change, ({ changed, replaced, unreadFailures }) => {
      if (changed + replaced === 0) return;
      this.count += changed - replaced;
      this.writtenRows += changed;
      this.unread += unreadFailures;
      this.revisions.advance(replaced);
    });
    await this.forgetOldRevisions();
    return count;
  }

  private async forgetOldRevisions(): Promise<void> {
    const oldest = this.revisions.forget();
    if (oldest === null) return;
    this.deletedRows += await this.database.write((writer) =>
      writer.run(`DELETE FROM instances WHERE until_revision <= ${oldest}`),
    );
  }

  /** Comes before the writes that follow, after those that end a pass: nobody has to wait for it to know the rows. */
  private checkpointIfDue(): void {
    const isDue =
      this.deletedRows >= deletedRowsWorthACheckpoint ||
      this.writtenRows >= Math.max(writtenRowsWorthACheckpoint, this.count / 4);
    if (!isDue) return;
    this.deletedRows = 0;
    this.writtenRows = 0;
    // One that fails leaves the rows as they are, and the next comes in time.
    this.database.checkpoint().catch(() => undefined);
  }
}
