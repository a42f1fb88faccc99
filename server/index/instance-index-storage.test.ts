import { TableClient } from '@azure/data-tables';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { parseEntityId } from '../../shared/domain/instance-id.ts';
import { toInstant } from '../../shared/domain/instant.ts';
import { runtimeStatuses } from '../../shared/domain/runtime-status.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { createAzureStorageConnection } from '../providers/azure-storage/connection.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { IndexDriver } from '../testing/index-driver.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { recordedHubNames, restoreHub, type RecordedHub } from '../testing/recorded-hub.ts';
import { readTruth } from '../testing/recorded-truth.ts';
import { makeStoredRow } from '../testing/stored-row.ts';
import { openInstanceIndex } from './instance-index.ts';

let azurite: Azurite;
let clock: ManualClock;
let index: InstanceIndex;
let driver: IndexDriver;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterEach(() => index.close());
afterAll(() => azurite.stop());

async function openOn(hubName: string): Promise<void> {
  const source = { kind: 'connection-string', connectionString: azurite.connectionString } as const;
  const connection = createAzureStorageConnection({ name: 'test', source, partitionCount: null });
  clock = new ManualClock();
  index = await openInstanceIndex(connection.openHub(hubName), { clock });
  driver = new IndexDriver(index, clock);
  await driver.caughtUp();
}

function instancesTable(hubName: string): TableClient {
  const options = { allowInsecureConnection: true };
  return TableClient.fromConnectionString(azurite.connectionString, `${hubName}Instances`, options);
}

async function listed(): Promise<InstanceRow[]> {
  const rows: InstanceRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await index.list({
      q: '',
      sort: 'instanceId',
      order: 'asc',
      limit: 7,
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

async function summary(): Promise<string[]> {
  return (await listed()).map((row) => `${row.instanceId} ${row.runtimeStatus} ${row.executionId ?? ''}`);
}

async function newTable(hubName: string): Promise<TableClient> {
  const table = instancesTable(hubName);
  await table.createTable();
  for (const id of ['a', 'b', 'c']) await table.createEntity(makeStoredRow(id, 'Running'));
  return table;
}

describe('on a storage account', () => {
  it.each<RecordedHub>(['recorded', 'legacy'])('lists every instance of the %s hub', async (recording) => {
    await restoreHub(azurite.connectionString, recording);
    await openOn(recordedHubNames[recording]);
    const told = readTruth(recording).states.map((state) => ({
      instanceId: state.OrchestrationInstance.InstanceId,
      executionId: state.OrchestrationInstance.ExecutionId,
      name: parseEntityId(state.OrchestrationInstance.InstanceId)?.name ?? state.Name,
      runtimeStatus: runtimeStatuses[state.OrchestrationStatus],
      createdAt: toInstant(state.CreatedTime),
      lastUpdatedAt: toInstant(state.LastUpdatedTime),
    }));
    const byId = (x: { instanceId: string }, y: { instanceId: string }) =>
      Buffer.compare(Buffer.from(x.instanceId), Buffer.from(y.instanceId));
    const rows = await listed();
    expect(rows).toMatchObject(told.sort(byId));
    expect(rows).toHaveLength(told.length);
    expect(index.coverage()).toMatchObject({ state: 'current', rows: told.length });
  });

  it('follows what is written, purged and started again', async () => {
    const table = await newTable('Followed');
    await openOn('Followed');
    index.watch(() => undefined);
    expect(await summary()).toEqual(['a Running first', 'b Running first', 'c Running first']);

    await table.updateEntity(makeStoredRow('a', 'Completed'), 'Merge');
    await table.createEntity(makeStoredRow("it's %_;--", 'Pending'));
    await table.deleteEntity('b', '');
    await table.deleteEntity('c', '');
    await table.createEntity(makeStoredRow('c', 'Running', 'second'));
    await driver.nextPass();
    expect(await summary()).toEqual([
      'a Completed first',
      'b Running first',
      'c Running second',
      "it's %_;-- Pending first",
    ]);

    await driver.letGoBy(60_000);
    expect(await summary()).toEqual(['a Completed first', 'c Running second', "it's %_;-- Pending first"]);
  });

  it('keeps its rows while the table is gone, says so, and recovers when it is back', async () => {
    const table = await newTable('Vanishing');
    await openOn('Vanishing');
    index.watch(() => undefined);
    await table.deleteTable();
    clock.advance(1000);
    await expect.poll(() => index.coverage().state).toBe('stale');
    expect(index.coverage().problem?.message).toBeTruthy();
    expect(await summary()).toHaveLength(3);

    await table.createTable();
    await table.createEntity(makeStoredRow('d', 'Running'));
    await driver.letGoBy(90_000);
    expect(index.coverage()).toMatchObject({ state: 'current', problem: null });
    expect(await summary()).toEqual(['d Running first']);
  });
});
