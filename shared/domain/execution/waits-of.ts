import type { ExecutionModel } from './execution-model.ts';
import type { Wait, WaitingRow } from './wait.ts';

/** What the instance waits for; none when it ended. */
export function waitsOf(model: ExecutionModel, row: WaitingRow): readonly Wait[] {
  if (model.end !== null || row.isEntity) return [];
  return [];
}
