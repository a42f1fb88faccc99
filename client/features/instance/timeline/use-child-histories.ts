import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import type { ChildHistory, ChildTrouble } from '../../../../shared/domain/execution/timeline-rows.ts';
import { readTimeline, type Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { waitsOf } from '../../../../shared/domain/execution/waits-of.ts';
import { isNotFound, NoHubError } from '../../../api/api-errors.ts';
import type { HistorySoFar } from '../history-so-far.ts';
import { historyQuery, instanceDetailQuery } from '../instance-queries.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';
import { waitingRow } from './waiting-row.ts';

export interface ReadChild {
  readonly execution: ExecutionSoFar;
  readonly history: ChildHistory;
}

/** Histories only grow: what was made of one is made of it for good. */
const timelines = new WeakMap<readonly HistoryEvent[], Timeline>();

function timelineOf(events: readonly HistoryEvent[]): Timeline {
  const known = timelines.get(events);
  if (known !== undefined) return known;
  const timeline = readTimeline(buildExecution(events));
  timelines.set(events, timeline);
  return timeline;
}

function readChild(history: HistorySoFar, instance: InstanceDetail | undefined): ReadChild {
  const timeline = timelineOf(history.events);
  const { model } = timeline;
  const waits = instance === undefined ? [] : waitsOf(model, waitingRow(instance));
  return {
    execution: { history, model },
    history: { state: 'read', timeline, waits, isComplete: history.isComplete },
  };
}

function troubleOf(error: Error): ChildTrouble {
  if (error instanceof NoHubError) return 'elsewhere';
  return isNotFound(error) ? 'gone' : 'failed';
}

export interface ChildHistories {
  readonly read: ReadonlyMap<string, ReadChild>;
  readonly histories: ReadonlyMap<string, ChildHistory>;
}

/** What is known of children whose `ChildReader` is on the page. */
export function useChildHistories(hub: string, instanceIds: readonly string[]): ChildHistories {
  const histories = useQueries({
    queries: instanceIds.map((id) => ({ ...historyQuery(hub, id), enabled: false })),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  });
  const details = useQueries({
    queries: instanceIds.map((id) => ({ ...instanceDetailQuery(hub, id), enabled: false })),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  });
  return useMemo(() => {
    const read = new Map<string, ReadChild>();
    const known = new Map<string, ChildHistory>();
    for (const [place, id] of instanceIds.entries()) {
      const { data, error = null } = histories[place] ?? {};
      const detail = details[place];
      const child = data && readChild(data, detail?.data);
      if (child) read.set(id, child);
      const trouble = error ?? (detail?.data === undefined ? (detail?.error ?? null) : null);
      known.set(id, child?.history ?? { state: trouble === null ? 'loading' : troubleOf(trouble) });
    }
    return { read, histories: known };
  }, [instanceIds, histories, details]);
}
