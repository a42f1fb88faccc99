import { instanceDetail, type InstanceDetail } from '../contract/instance-detail.ts';
import { instanceRow, type InstanceRow } from '../contract/instances.ts';
import { payloadInfo, type PayloadInfo } from '../contract/payloads.ts';
import { kindOf, parseEntityId } from '../domain/instance-id.ts';
import { instantToTicks, ticksToInstant, type Instant } from '../domain/instant.ts';
import { isTerminal, type RuntimeStatus } from '../domain/runtime-status.ts';

/** Where every made hub begins. */
const testEpoch: Instant = '2026-11-21T05:00:00.0000000Z';

/** `seconds` after the test epoch; a fraction is kept to 100 ns. */
export function at(seconds: number): Instant {
  return ticksToInstant(instantToTicks(testEpoch) + BigInt(Math.round(seconds * 10_000_000)));
}

/** A running orchestration unless told otherwise; kind, entity and completion follow from id and status. */
export function makeInstanceRow(overrides: Partial<InstanceRow> = {}): InstanceRow {
  const instanceId = overrides.instanceId ?? 'order-1001';
  const runtimeStatus = overrides.runtimeStatus ?? 'Running';
  const isEntity = (overrides.kind ?? kindOf(instanceId)) === 'entity';
  return instanceRow.parse({
    instanceId,
    kind: kindOf(instanceId),
    name: parseEntityId(instanceId)?.name ?? 'OrderWorkflow',
    version: '',
    runtimeStatus,
    createdAt: at(0),
    lastUpdatedAt: at(2),
    completedAt: isTerminal(runtimeStatus) ? at(2) : null,
    scheduledStartAt: null,
    executionId: '22df34922d264e51a2e100c2c15817e7',
    generation: 0,
    customStatus: null,
    tags: null,
    partition: 0,
    entity: isEntity ? { exists: true, queueSize: 0, lockedBy: null } : null,
    failure: null,
    parentInstanceId: null,
    parentExecutionId: null,
    rowVersion: at(2.1),
    problems: [],
    ...overrides,
  } satisfies InstanceRow);
}

export function makePayloadInfo(overrides: Partial<PayloadInfo> = {}): PayloadInfo {
  return payloadInfo.parse({
    ref: 'Input',
    location: 'inline',
    sizeBytes: 12,
    storedBytes: null,
    preview: '{"order":17}',
    problem: null,
    ...overrides,
  } satisfies PayloadInfo);
}

export function makeInstanceDetail(overrides: Partial<InstanceDetail> = {}): InstanceDetail {
  return instanceDetail.parse({
    ...makeInstanceRow(overrides),
    input: makePayloadInfo(),
    output: null,
    customStatusPayload: null,
    taskHubName: 'TestHub',
    controlQueue: 'testhub-control-00',
    ...overrides,
  } satisfies InstanceDetail);
}

const mixedStatuses: readonly RuntimeStatus[] = ['Completed', 'Completed', 'Running', 'Failed', 'Pending'];
const mixedNames = ['OrderWorkflow', 'E1_HelloSequence', 'Approval', 'Cleanup'];

/** `count` rows of a plausible hub: every tenth an entity, statuses and names in turn, one written each 10 ms. */
export function makeInstanceRows(count: number): InstanceRow[] {
  return Array.from({ length: count }, (_, i) => {
    const number = String(i).padStart(6, '0');
    const startedAt = at(i / 100);
    const changedAt = at(i / 100 + (i % 7));
    if (i % 10 === 9) {
      return makeInstanceRow({
        instanceId: `@account@${number}`,
        createdAt: startedAt,
        rowVersion: changedAt,
      });
    }
    const runtimeStatus = mixedStatuses[i % mixedStatuses.length] ?? 'Running';
    return makeInstanceRow({
      instanceId: `order-${number}`,
      name: mixedNames[i % mixedNames.length] ?? null,
      runtimeStatus,
      createdAt: startedAt,
      lastUpdatedAt: changedAt,
      completedAt: isTerminal(runtimeStatus) ? changedAt : null,
      partition: i % 4,
      rowVersion: changedAt,
    });
  });
}
