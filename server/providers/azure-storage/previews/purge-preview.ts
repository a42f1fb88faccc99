import type { PurgePreview } from '../../../../shared/contract/command-previews.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { AppError } from '../../../errors.ts';
import { escapePartitionKey, odataString, unescapePartitionKey } from '../format/partition-key.ts';
import type { HubStorage } from '../hub-storage.ts';
import { instanceBlobs } from '../instance-blobs.ts';
import { readInstanceEntity } from '../instance-detail.ts';
import { toInstanceRow } from '../instance-row.ts';
import { keyOf, RowReader, type RawRow } from '../row-reader.ts';
import { scanRows } from '../row-scan.ts';
import { sideBySide } from '../side-by-side.ts';

const maxInstances = 500;
const maxNamed = 5;
const parallelReads = 8;
/** Executions whose children are looked for by the shape of their ids: rows of more than a few do not lie in one history. */
const maxExecutions = 4;

type PurgedInstance = PurgePreview['instances'][number];

interface PastRows {
  readonly count: number;
  readonly childIds: ReadonlySet<string>;
  readonly executionIds: ReadonlySet<string>;
}

/** Rows of executions long gone are deleted too, so they count. */
async function readPastRows(storage: HubStorage, instanceId: string): Promise<PastRows> {
  const filter = `PartitionKey eq ${odataString(escapePartitionKey(instanceId))}`;
  const select = ['RowKey', 'EventType', 'InstanceId', 'ExecutionId'];
  const childIds = new Set<string>();
  const executionIds = new Set<string>();
  let count = 0;
  const visit = (raw: RawRow) => {
    count++;
    const row = new RowReader(raw);
    const executionId = row.text('ExecutionId');
    if (executionId !== null && executionIds.size < maxExecutions) executionIds.add(executionId);
    if (row.text('EventType') !== 'SubOrchestrationInstanceCreated') return;
    const childId = row.text('InstanceId');
    if (childId !== null && childIds.size <= maxInstances) childIds.add(childId);
  };
  for await (const rows of scanRows(storage, storage.history, { filter, select })) rows.forEach(visit);
  return { count, childIds, executionIds };
}

/** Children that nobody named have ids of the execution that started them, a colon and a number. */
async function childrenByShape(storage: HubStorage, executionId: string): Promise<string[]> {
  if (!/^[0-9a-f]{32}$/i.test(executionId)) return [];
  const filter = `PartitionKey ge ${odataString(`${executionId}:`)} and PartitionKey lt ${odataString(`${executionId};`)}`;
  const ids: string[] = [];
  for await (const rows of scanRows(storage, storage.instances, { filter, select: ['PartitionKey'] })) {
    ids.push(...rows.map((raw) => unescapePartitionKey(keyOf(raw, 'PartitionKey'))));
    if (ids.length > maxInstances) break;
  }
  return ids;
}

interface Measured {
  readonly instance: PurgedInstance;
  readonly childIds: readonly string[];
}

async function measureBlobs(storage: HubStorage, instanceId: string) {
  let blobs = 0;
  let blobBytes = 0;
  for await (const { properties } of instanceBlobs(storage, instanceId)) {
    blobs++;
    blobBytes += properties.contentLength ?? 0;
  }
  return { blobs, blobBytes };
}

/** `null` when it is gone. */
async function measure(storage: HubStorage, instanceId: string, depth: number): Promise<Measured | null> {
  const raw = await readInstanceEntity(storage, instanceId);
  if (raw === null) return null;
  const { name, runtimeStatus } = toInstanceRow(raw, null);
  const [past, measured] = await Promise.all([
    readPastRows(storage, instanceId),
    measureBlobs(storage, instanceId),
  ]);
  const byShape: string[] = [];
  for (const id of past.executionIds) byShape.push(...(await childrenByShape(storage, id)));
  return {
    instance: { instanceId, name, runtimeStatus, depth, historyRows: past.count, ...measured },
    childIds: [...new Set([...past.childIds, ...byShape])],
  };
}

class Family {
  readonly instances: PurgedInstance[] = [];
  isTruncated = false;
  private readonly seen = new Set<string>();

  constructor(private readonly storage: HubStorage) {}

  async read(instanceId: string, includesChildren: boolean): Promise<void> {
    let level = this.unseen([instanceId]);
    for (let depth = 0; level.length > 0; depth++) {
      const childIds = await this.readLevel(level, depth);
      level = includesChildren ? this.unseen(childIds) : [];
    }
  }

  private unseen(ids: readonly string[]): string[] {
    const fresh: string[] = [];
    for (const id of ids) {
      if (this.seen.has(id)) continue;
      if (this.seen.size >= maxInstances) {
        this.isTruncated = true;
        break;
      }
      this.seen.add(id);
      fresh.push(id);
    }
    return fresh;
  }

  private async readLevel(ids: readonly string[], depth: number): Promise<string[]> {
    const measured = new Map<string, Measured | null>();
    await sideBySide(ids, parallelReads, async (id) => {
      measured.set(id, await measure(this.storage, id, depth));
    });
    const found = ids.flatMap((id) => measured.get(id) ?? []);
    this.instances.push(...found.map(({ instance }) => instance));
    return found.flatMap(({ childIds }) => childIds);
  }
}

function openWarning(instances: readonly PurgedInstance[]): string[] {
  const open = instances.filter(({ runtimeStatus }) => !isTerminal(runtimeStatus));
  if (open.length === 0) return [];
  const named = open
    .slice(0, maxNamed)
    .map(({ instanceId, runtimeStatus }) => `${instanceId} (${runtimeStatus})`);
  const more = open.length > maxNamed ? ` and ${open.length - maxNamed} more` : '';
  return [`Not ended: ${named.join(', ')}${more}. They are purged only when that is said explicitly.`];
}

export async function previewPurge(
  storage: HubStorage,
  instanceId: string,
  includesChildren: boolean,
): Promise<PurgePreview> {
  const family = new Family(storage);
  await family.read(instanceId, includesChildren);
  const { instances, isTruncated } = family;
  if (instances.length === 0) throw new AppError('not-found', 'The instance is no longer in storage.');
  const warnings = openWarning(instances);
  if (isTruncated) {
    warnings.push(`There are more than ${maxInstances} instances below: only these were looked at.`);
  }
  return { instances, isTruncated, warnings };
}
