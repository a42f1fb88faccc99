import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { parseEntityState } from '../../../shared/domain/entity-state.ts';
import { parseEntityId } from '../../../shared/domain/instance-id.ts';
import { toInstant } from '../../../shared/domain/instant.ts';
import { runtimeStatuses } from '../../../shared/domain/runtime-status.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { recordedHubNames, recordedRows, restoreHub } from '../../testing/recorded-hub.ts';
import { readTruth, type Truth } from '../../testing/recorded-truth.ts';
import { createAzureStorageConnection } from './connection.ts';
import { eventTypes } from '../../../shared/domain/event-types.ts';

type State = Truth['states'][number];
type TruthEvent = Truth['histories'][string][number];

const wholeText = 10_000_000;
let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

function connect() {
  const source = { kind: 'connection-string', connectionString: azurite.connectionString } as const;
  return createAzureStorageConnection({ name: 'test', source, partitionCount: null });
}

async function textOf(hub: TaskHub, instanceId: string, info: PayloadInfo | null | undefined) {
  if (!info) return null;
  return (await hub.readPayload(instanceId, info.ref, wholeText)).text;
}

/** The engine's client says year 1 where there is no time, and the literal `null` where there is no status. */
function told(state: State) {
  const completedAt = toInstant(`${state.CompletedTime.replace(/Z$/, '')}Z`);
  return {
    instanceId: state.OrchestrationInstance.InstanceId,
    executionId: state.OrchestrationInstance.ExecutionId,
    name: parseEntityId(state.OrchestrationInstance.InstanceId)?.name ?? state.Name,
    version: state.Version,
    runtimeStatus: runtimeStatuses[state.OrchestrationStatus],
    createdAt: toInstant(state.CreatedTime),
    lastUpdatedAt: toInstant(state.LastUpdatedTime),
    completedAt: completedAt?.startsWith('0001') ? null : completedAt,
    scheduledStartAt: toInstant(state.ScheduledStartTime),
    generation: state.Generation,
    tags: state.Tags,
    input: state.Input,
    output: state.Output,
    customStatus: state.Status === 'null' ? null : state.Status,
    problems: [],
  };
}

async function read(hub: TaskHub, detail: InstanceDetail) {
  const { instanceId, input, output, customStatusPayload } = detail;
  return {
    instanceId,
    executionId: detail.executionId,
    name: detail.name,
    version: detail.version,
    runtimeStatus: detail.runtimeStatus,
    createdAt: detail.createdAt,
    lastUpdatedAt: detail.lastUpdatedAt,
    completedAt: detail.completedAt,
    scheduledStartAt: detail.scheduledStartAt,
    generation: detail.generation ?? 0,
    tags: detail.tags,
    input: await textOf(hub, instanceId, input),
    output: await textOf(hub, instanceId, output),
    customStatus: await textOf(hub, instanceId, customStatusPayload),
    problems: detail.problems,
  };
}

/** Members of the engine's events that Durascope does not show. */
const notShown = new Set(['IsPlayed', 'OrchestrationInstance', 'Correlation', 'ParentTraceContext']);
for (const name of ['GenerateNewTrace', 'ClientSpanId']) notShown.add(name);

function toldEvent(event: TruthEvent): Record<string, unknown> {
  const shown = Object.entries(event).filter(([name, value]) => !notShown.has(name) && value !== null);
  return Object.fromEntries(shown);
}

async function readEvent(hub: TaskHub, instanceId: string, event: HistoryEvent) {
  const times = {
    FireAt: event.fireAt,
    ScheduledStartTime: event.scheduledStartAt,
    Timestamp: event.timestamp,
  };
  const payloads: Record<string, unknown> = {};
  for (const [column, info] of Object.entries(event.payloads)) {
    const text = await textOf(hub, instanceId, info);
    payloads[column] = column === 'FailureDetails' ? JSON.parse(text ?? '') : text;
  }
  // A neutralised event is a GenericEvent to the engine: it sees neither its old members nor the reason.
  if (event.rewoundType !== null) {
    delete payloads.Reason;
    if (event.eventType === 'GenericEvent') {
      return { EventType: event.eventType, EventId: event.eventId, Timestamp: event.timestamp };
    }
  }
  const { parent } = event;
  const members = {
    EventType: event.eventType,
    EventId: event.eventId,
    Name: event.name,
    Version: event.version,
    TaskScheduledId: event.taskScheduledId,
    TimerId: event.timerId,
    InstanceId: event.instanceId,
    OrchestrationStatus: event.orchestrationStatus,
    Generation: event.generation,
    Tags: event.tags,
    ParentInstance: parent && {
      Name: parent.name,
      OrchestrationInstance: { InstanceId: parent.instanceId, ExecutionId: parent.executionId },
      TaskScheduleId: parent.taskScheduledId,
      Version: '',
    },
    ...times,
    ...payloads,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function inOurWords(event: Record<string, unknown>): Record<string, unknown> {
  const words = { ...event };
  for (const column of ['Timestamp', 'FireAt', 'ScheduledStartTime']) {
    if (words[column] !== undefined) words[column] = toInstant(words[column]);
  }
  words.EventType = eventTypes[Number(event.EventType)];
  if (event.OrchestrationStatus !== undefined) {
    words.OrchestrationStatus = runtimeStatuses[Number(event.OrchestrationStatus)];
  }
  return words;
}

it('finds both hubs under the names they were given', async () => {
  expect(await connect().discoverHubs()).toEqual(['LegacyHub', 'RecordedHub']);
});

describe.each(['recorded', 'legacy'] as const)('the %s hub', (kind) => {
  const truth = readTruth(kind);
  const ids = truth.states.map((state) => state.OrchestrationInstance.InstanceId);
  const open = () => connect().openHub(recordedHubNames[kind]);

  it('shows every instance as the engine’s own client does', async () => {
    const hub = open();
    for (const state of truth.states) {
      const detail = await hub.getInstance(state.OrchestrationInstance.InstanceId);
      expect(await read(hub, detail!)).toEqual(told(state));
    }
    expect(truth.states.length).toBe(kind === 'recorded' ? 94 : 12);
  });

  it('lists the same rows as it reads one by one', async () => {
    const hub = open();
    const rows: InstanceRow[] = [];
    for await (const page of hub.scanInstances({})) rows.push(...page);
    expect(rows.map(({ instanceId }) => instanceId)).toEqual(ids);
    for (const row of rows) {
      const { input, output, customStatusPayload, taskHubName, controlQueue, ...detail } =
        (await hub.getInstance(row.instanceId))!;
      expect({ ...row, failure: detail.failure }).toEqual(detail);
      const partition = String(row.partition).padStart(2, '0');
      expect(controlQueue).toBe(`${recordedHubNames[kind].toLowerCase()}-control-${partition}`);
      expect(taskHubName).toBe(recordedHubNames[kind]);
      expect([input, output, customStatusPayload].every((info) => info?.problem == null)).toBe(true);
    }
  });

  it('lists the ids alone', async () => {
    const found: string[] = [];
    for await (const page of open().scanInstanceIds({})) found.push(...page);
    expect(found).toEqual(ids);
  });

  it('shows every history event by event as the engine’s own client does', async () => {
    const hub = open();
    for (const [instanceId, told] of Object.entries(truth.histories)) {
      const page = await hub.readHistory(instanceId, { limit: 1000 });
      expect(page).toMatchObject({ problems: [], leftoverRows: 0, nextCursor: null });
      const events = await Promise.all(page.events.map((event) => readEvent(hub, instanceId, event)));
      expect(events).toEqual(told.map((event) => inOurWords(toldEvent(event))));
      expect(page.events.flatMap(({ problems }) => problems)).toEqual([]);
      expect(page.events.map(({ ordinal }) => ordinal)).toEqual(told.map((_, i) => i));
    }
  });

  it('shows every entity’s state, lock and queue', async () => {
    const hub = open();
    for (const entity of truth.entities) {
      const { name, key } = entity.EntityId;
      const detail = (await hub.getInstance(`@${name}@${key}`))!;
      const state = parseEntityState((await textOf(hub, detail.instanceId, detail.input)) ?? '');
      expect({
        kind: detail.kind,
        lastModifiedAt: detail.createdAt,
        stateText: state.stateText,
        lockedBy: [state.lockedBy, detail.entity?.lockedBy],
        queueSize: [state.queue.length, detail.entity?.queueSize],
        exists: [state.exists, detail.entity?.exists],
        problem: state.problem,
      }).toEqual({
        kind: 'entity',
        lastModifiedAt: toInstant(entity.LastModifiedTime),
        stateText: entity.SerializedState,
        lockedBy: [entity.LockedBy, entity.LockedBy],
        queueSize: [entity.BacklogQueueSize, entity.BacklogQueueSize],
        exists: [entity.SerializedState !== null, entity.SerializedState !== null],
        problem: null,
      });
    }
  });
});

it('marks what a rewind neutralised with its old type', async () => {
  const hub = connect().openHub('RecordedHub');
  const rows = recordedRows('recorded', 'History').filter((row) =>
    String(row.Reason).startsWith('Rewound: '),
  );
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows) {
    const { events } = await hub.readHistory(row.PartitionKey, { limit: 1000 });
    const event = events.find(({ rowKey }) => rowKey === row.RowKey);
    expect(`Rewound: ${String(event?.rewoundType)}`).toBe(row.Reason);
  }
});

it('tells the size of an event’s payload in a blob, and when the blob is gone', async () => {
  const hub = connect().openHub(recordedHubNames.recorded);
  const result = async () => {
    const { events } = await hub.readHistory('big-200k', { limit: 100 });
    return events.find(({ eventType }) => eventType === 'TaskCompleted')?.payloads.Result;
  };
  expect(await result()).toMatchObject({ location: 'blob', storedBytes: 237, problem: null });
  const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    'recordedhub-largemessages',
  );
  await container.deleteBlob('big-200k/history-0000000000000005-TaskCompleted-770F5609-Result.json.gz');
  expect(await result()).toMatchObject({ storedBytes: null });
  expect((await result())?.problem).toContain('is gone');
});

it('answers null for an id nobody used', async () => {
  expect(await connect().openHub('RecordedHub').getInstance('no-such-instance')).toBeNull();
});
