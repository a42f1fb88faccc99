import type { HistoryEvent } from '../../shared/contract/history.ts';
import type { HistoryFacts } from '../../shared/domain/diagnosis/facts.ts';
import { buildExecution } from '../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { ReadingProblems } from './reading-problems.ts';

const maxRows = 20_000;

export interface InstanceHistory {
  /** In order; of a very long history the first ones. */
  readonly events: readonly HistoryEvent[];
  readonly model: ExecutionModel;
  readonly facts: HistoryFacts | null;
  readonly unread: 'history' | 'end-of-history' | null;
}

async function readRows({ hub }: OpenHub, instanceId: string): Promise<InstanceHistory> {
  const events: HistoryEvent[] = [];
  let facts: HistoryFacts | null = null;
  let isWhole = false;
  // Leaving the loop ends the reading ahead.
  for await (const page of hub.scanHistory(instanceId, {})) {
    events.push(...page.events);
    facts = { executionId: page.executionId, isCheckpointComplete: page.isCheckpointComplete };
    isWhole = page.nextCursor === null;
    if (events.length >= maxRows) break;
  }
  return { events, model: buildExecution(events), facts, unread: isWhole ? null : 'end-of-history' };
}

/** The whole history, as far as that is bounded. */
export async function readInstanceHistory(
  open: OpenHub,
  instanceId: string,
  problems: ReadingProblems,
): Promise<InstanceHistory> {
  const nothing = { events: [], model: buildExecution([]), facts: null, unread: 'history' } as const;
  const history = await problems.orElse(
    readRows(open, instanceId),
    nothing,
    `The history of ${instanceId} cannot be read`,
  );
  if (history.unread === 'end-of-history') {
    problems.add(`Of the history of ${instanceId} only the first ${history.events.length} rows were read.`);
  }
  return history;
}
