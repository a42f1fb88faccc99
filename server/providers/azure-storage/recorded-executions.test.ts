import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExecution } from '../../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../../shared/domain/execution/execution-model.ts';
import type { Wait } from '../../../shared/domain/execution/wait.ts';
import { waitsOf } from '../../../shared/domain/execution/waits-of.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { describeExecution } from '../../testing/describe-execution.ts';
import { recordedHubNames, restoreHub, type RecordedHub } from '../../testing/recorded-hub.ts';
import { readTruth, type Truth } from '../../testing/recorded-truth.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { createAzureStorageConnection } from './connection.ts';
import { eventTypes } from '../../../shared/domain/event-types.ts';

interface Execution {
  readonly model: ExecutionModel;
  readonly waits: readonly Wait[];
}

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

function openHub(kind: RecordedHub): TaskHub {
  const source = { kind: 'connection-string', connectionString: azurite.connectionString } as const;
  const connection = createAzureStorageConnection({ name: 'test', source, partitionCount: null });
  return connection.openHub(recordedHubNames[kind]);
}

async function readExecutions(kind: RecordedHub): Promise<ReadonlyMap<string, Execution>> {
  const hub = openHub(kind);
  const executions = new Map<string, Execution>();
  for (const { OrchestrationInstance } of readTruth(kind).states) {
    const id = OrchestrationInstance.InstanceId;
    const instance = (await hub.getInstance(id))!;
    const { events } = await hub.readHistory(id, { limit: 1000 });
    const model = buildExecution(events);
    executions.set(id, {
      model,
      waits: waitsOf(model, { ...instance, isEntity: instance.kind === 'entity' }),
    });
  }
  return executions;
}

/** What the engine tells of how something ended, in the order of the history. */
function toldOutcomes(events: Truth['histories'][string]): unknown[] {
  const outcomes = new Set(
    ['TaskCompleted', 'TaskFailed'].flatMap((type) => [
      type,
      type.replace('Task', 'SubOrchestrationInstance'),
    ]),
  );
  return events.flatMap(({ EventType, Result, Reason, FailureDetails }) => {
    const type = eventTypes[EventType];
    if (type === undefined || !outcomes.has(type)) return [];
    const state = type.endsWith('Failed') ? 'failed' : 'completed';
    const details = z.object({ ErrorType: z.string() }).nullish().parse(FailureDetails);
    const hasFailed = state === 'failed';
    return [
      {
        state,
        result: Result ?? null,
        message: Reason ?? null,
        errorType: details?.ErrorType ?? null,
        hasFailed,
      },
    ];
  });
}

/** The same of the attempts of the model, a rewind's leavings excepted: the engine has forgotten those. */
async function readOutcomes(hub: TaskHub, instanceId: string, model: ExecutionModel): Promise<unknown[]> {
  const attempts = model.steps
    .filter(({ kind }) => kind === 'activity' || kind === 'sub-orchestration')
    .flatMap((step) => step.attempts)
    .filter(({ finishedKey, state }) => finishedKey !== null && state !== 'rewound')
    .sort((one, other) => (one.finishedKey! < other.finishedKey! ? -1 : 1));
  return Promise.all(
    attempts.map(async ({ state, result, failure }) => ({
      state,
      result: result && (await hub.readPayload(instanceId, result.info.ref, 10_000_000)).text,
      message: failure?.message ?? null,
      errorType: failure?.errorType ?? null,
      hasFailed: failure !== null,
    })),
  );
}

describe.each([
  { kind: 'recorded', instances: 94 },
  { kind: 'legacy', instances: 12 },
] as const)('the $kind hub', ({ kind, instances }) => {
  it('is understood as a person who knows it would', async () => {
    const executions = await readExecutions(kind);
    expect(executions.size).toBe(instances);
    const text = [...executions].map(([id, { model, waits }]) =>
      [id, ...describeExecution(model, waits), ''].join('\n'),
    );
    await expect(text.join('\n')).toMatchFileSnapshot(`./golden/${kind}-executions.txt`);
  });

  it('says of every outcome what the engine’s own client says', async () => {
    const hub = openHub(kind);
    const executions = await readExecutions(kind);
    for (const [instanceId, events] of Object.entries(readTruth(kind).histories)) {
      const { model } = executions.get(instanceId)!;
      expect(await readOutcomes(hub, instanceId, model)).toEqual(toldOutcomes(events));
    }
  });
});
