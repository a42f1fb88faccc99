import type { HubVerdict } from '../../shared/contract/diagnosis.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

/** Shared by all who ask within a few seconds. What cannot be read becomes a problem of the answer. */
export async function verdictOf(open: OpenHub): Promise<HubVerdict> {
  const { backlog } = await open.queues.read();
  return {
    health: 'unknown',
    reasons: [],
    stuck: [],
    waiting: [],
    unchangedForMs: 60_000,
    candidates: 0,
    explained: 0,
    examined: 0,
    readAt: backlog.readAt,
    coverage: open.index.coverage(),
    problems: [],
  };
}
