import { functionSamplingBounds } from '../../shared/contract/functions-map.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { ExecutionBuilder } from '../../shared/domain/execution/build-execution.ts';
import type { SampledExecution } from '../../shared/domain/function-map/sampled-execution.ts';
import { isTerminal } from '../../shared/domain/runtime-status.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';

const pageRows = 1_000;

/** The beginning of a history, within bounds; `null` = the instance has none. */
export async function readSample(hub: TaskHub, row: InstanceRow): Promise<SampledExecution | null> {
  const builder = new ExecutionBuilder();
  let rows = 0;
  let executionId: string | null = null;
  let cursor: string | null | undefined;
  while (cursor !== null && rows < functionSamplingBounds.rowsOfOneHistory) {
    const limit = Math.min(pageRows, functionSamplingBounds.rowsOfOneHistory - rows);
    const page = await hub.readHistory(row.instanceId, { cursor, limit });
    builder.add(page.events);
    rows += page.events.length;
    ({ executionId } = page);
    cursor = page.nextCursor;
  }
  if (rows === 0) return null;
  const model = builder.model();
  return {
    instanceId: row.instanceId,
    executionId,
    name: row.name ?? model.name ?? '',
    version: row.version ?? model.version,
    createdAt: row.createdAt,
    completedAt: row.completedAt ?? model.end?.at ?? null,
    // The row may be older than the history.
    hasEnded: isTerminal(row.runtimeStatus) || model.end !== null,
    model,
    isCutShort: cursor !== null,
  };
}
