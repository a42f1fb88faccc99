import type { InstanceRow } from '../../shared/contract/instances.ts';
import { kindOf } from '../../shared/domain/instance-id.ts';
import { msToInstant } from '../../shared/domain/instant.ts';
import { seededRandom } from '../../server/demo/samples/seeded-random.ts';
import { partitionOf } from '../../server/providers/azure-storage/format/control-queue.ts';
import { makeInstanceRow } from '../../shared/testing/instances.ts';
import { historyRows, timeOf } from '../history-rows.ts';
import { HistoryWriter, type HistoryColumns } from '../history-writer.ts';
import type { PreloadedRow } from '../preloaded-azurite.ts';
import { instanceTableRow } from '../seed-azurite.ts';
import type { SeededInstance } from '../seed-rows.ts';

export const partitionCount = 4;
export const executionId = 'abcdef0123456789abcdef0123456789';

/** An instance with its history; entities have none. */
export interface SeededExecution extends SeededInstance {
  readonly history: readonly HistoryColumns[];
}

interface Execution {
  readonly instanceId: string;
  readonly name: string;
  readonly startMs: number;
  readonly row?: Partial<InstanceRow>;
}

/** What an orchestration left in storage that did these things. */
export function execution(
  { instanceId, name, startMs, row }: Execution,
  write: (writer: HistoryWriter) => void,
): SeededExecution {
  const writer = new HistoryWriter(seededRandom(instanceId), startMs);
  write(writer);
  const history = writer.rows;
  const [createdAt, lastUpdatedAt] = [timeOf(history[0]), timeOf(history.at(-1))];
  const isOver = history.some(({ EventType }) => EventType === 'ExecutionCompleted');
  return {
    row: makeInstanceRow({
      ...{ instanceId, name, executionId, createdAt, lastUpdatedAt, rowVersion: lastUpdatedAt },
      partition: partitionOf(instanceId, partitionCount),
      ...(isOver && { runtimeStatus: 'Completed', completedAt: lastUpdatedAt }),
      ...row,
    }),
    history,
    input: '{"seeded":true}',
    output: isOver ? '"done"' : null,
  };
}

export function lockedEntity(instanceId: string, lockedBy: string, atMs: number): SeededExecution {
  const at = msToInstant(atMs);
  return {
    row: makeInstanceRow({
      ...{ instanceId, kind: kindOf(instanceId), createdAt: at, lastUpdatedAt: at, rowVersion: at },
      customStatus: JSON.stringify({ entityExists: true, queueSize: 1, lockedBy }),
      entity: { exists: true, queueSize: 1, lockedBy },
    }),
    history: [],
    input: JSON.stringify({ exists: true, state: '1', queue: [], lockedBy }),
    output: null,
  };
}

/** The rows of both tables. */
export function tableRows(hub: string, seeded: SeededExecution): PreloadedRow[] {
  const { instanceId } = seeded.row;
  const { history } = seeded;
  const row = instanceTableRow(hub, seeded);
  return history.length === 0
    ? [row]
    : [row, ...historyRows({ hub, instanceId, executionId: seeded.row.executionId ?? executionId }, history)];
}
