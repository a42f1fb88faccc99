import { readFileSync } from 'node:fs';
import { TableClient, TableServiceClient, type TableEntity } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';

const fixtures = new URL('../../e2e/fixtures/', import.meta.url);

type RawRow = Record<string, unknown> & { PartitionKey: string; RowKey: string };
interface RecordedBlob {
  container: string;
  name: string;
  file: string;
}
type RecordedQueues = Record<string, { visible: { text: string }[] }>;

export type RecordedHub = 'recorded' | 'legacy';

function readText(hub: RecordedHub, file: string): string {
  return readFileSync(new URL(`${hub}/${file}`, fixtures), 'utf8');
}

/** Rows as the Table service returned them, `@odata.type` annotations included. */
export function recordedRows(hub: RecordedHub, table: 'Instances' | 'History' | 'Partitions'): RawRow[] {
  if (hub === 'legacy' && table === 'Partitions') return [];
  return readText(hub, `${table}.ndjson`)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RawRow);
}

/** What the engine's own client said of the hub. */
export function recordedTruth(hub: RecordedHub): unknown {
  return JSON.parse(readText(hub, 'truth.json'));
}

/** A raw row as the table client wants it: annotated values as `{ type, value }`, system columns left out. */
export function toEntity(raw: RawRow): TableEntity {
  const entity: TableEntity = { partitionKey: raw.PartitionKey, rowKey: raw.RowKey };
  for (const [column, value] of Object.entries(raw)) {
    if (column.includes('odata.') || ['PartitionKey', 'RowKey', 'Timestamp'].includes(column)) continue;
    const type = raw[`${column}@odata.type`];
    entity[column] = typeof type === 'string' ? { type: type.replace('Edm.', ''), value } : value;
  }
  return entity;
}

async function restoreTable(connectionString: string, name: string, rows: RawRow[]): Promise<void> {
  const options = { allowInsecureConnection: true };
  await TableServiceClient.fromConnectionString(connectionString, options).createTable(name);
  const table = TableClient.fromConnectionString(connectionString, name, options);
  const keys = new Set(rows.map((row) => row.PartitionKey));
  for (const key of keys) {
    const group = rows.filter((row) => row.PartitionKey === key);
    for (let i = 0; i < group.length; i += 100) {
      await table.submitTransaction(group.slice(i, i + 100).map((row) => ['create', toEntity(row)]));
    }
  }
}

async function restoreQueues(connectionString: string, hubName: string, hub: RecordedHub): Promise<void> {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const queues = JSON.parse(readText(hub, 'queues.json')) as RecordedQueues;
  for (const [suffix, { visible }] of Object.entries(queues)) {
    const queue = service.getQueueClient(`${hubName.toLowerCase()}-${suffix}`);
    await queue.create();
    for (const message of visible) await queue.sendMessage(message.text, { messageTimeToLive: -1 });
  }
}

async function restoreBlobs(connectionString: string, hubName: string, hub: RecordedHub): Promise<void> {
  const service = BlobServiceClient.fromConnectionString(connectionString);
  for (const blob of JSON.parse(readText(hub, 'blobs.json')) as RecordedBlob[]) {
    const container = service.getContainerClient(`${hubName.toLowerCase()}-${blob.container}`);
    await container.createIfNotExists();
    const content = readFileSync(new URL(`${hub}/blobs/${blob.file}`, fixtures));
    await container.getBlockBlobClient(blob.name).uploadData(content);
  }
}

/** The account part of blob URLs in the recordings points at the recording's port; rows must point at this one. */
function rebase(rows: RawRow[], recordedName: string, hubName: string, blobEndpoint: string): RawRow[] {
  const from = `http://127.0.0.1:10000/devstoreaccount1/${recordedName.toLowerCase()}-largemessages/`;
  const to = `${blobEndpoint}/${hubName.toLowerCase()}-largemessages/`;
  return rows.map((row) => JSON.parse(JSON.stringify(row).replaceAll(from, to)) as RawRow);
}

export const recordedHubNames: Record<RecordedHub, string> = { recorded: 'RecordedHub', legacy: 'LegacyHub' };

/** Puts a recorded hub into a running storage account, under its own name unless another is given. */
export async function restoreHub(
  connectionString: string,
  hub: RecordedHub,
  hubName = recordedHubNames[hub],
): Promise<void> {
  const blobEndpoint = /BlobEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '';
  const rows = (table: 'Instances' | 'History' | 'Partitions') =>
    rebase(recordedRows(hub, table), recordedHubNames[hub], hubName, blobEndpoint);
  await restoreTable(connectionString, `${hubName}Instances`, rows('Instances'));
  await restoreTable(connectionString, `${hubName}History`, rows('History'));
  if (hub === 'recorded') await restoreTable(connectionString, `${hubName}Partitions`, rows('Partitions'));
  await restoreQueues(connectionString, hubName, hub);
  await restoreBlobs(connectionString, hubName, hub);
}
