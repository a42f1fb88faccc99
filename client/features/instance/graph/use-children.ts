import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { unreadHistory, type HistorySoFar } from '../history-so-far.ts';
import { historyQuery, instanceDetailQuery } from '../instance-queries.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';
import { outdateHistory } from '../outdate-history.ts';

/** A child shown in place, as far as it was read. */
export interface ChildReading {
  readonly instanceId: string;
  readonly execution: ExecutionSoFar;
  /** Reading failed, and nothing, or no longer the last of it, is here. */
  readonly error: Error | null;
  readonly refetch: () => void;
}

const models = new WeakMap<HistorySoFar['events'], ExecutionModel>();

function modelOf(history: HistorySoFar): ExecutionModel {
  const known = models.get(history.events);
  if (known !== undefined) return known;
  const model = buildExecution(history.events);
  models.set(history.events, model);
  return model;
}

const executions = new WeakMap<HistorySoFar, ExecutionSoFar>();

function executionOf(history: HistorySoFar): ExecutionSoFar {
  const known = executions.get(history);
  if (known !== undefined) return known;
  const execution = { history, model: modelOf(history) };
  executions.set(history, execution);
  return execution;
}

/** Reads the histories of the children that are open, to their ends, and again when their rows change. */
export function useChildren(hub: string, instanceIds: readonly string[]): readonly ChildReading[] {
  const details = useQueries({ queries: instanceIds.map((id) => instanceDetailQuery(hub, id)) });
  const histories = useQueries({ queries: instanceIds.map((id) => historyQuery(hub, id)) });
  const queryClient = useQueryClient();
  const readVersions = useRef(new Map<string, InstanceDetail['rowVersion']>());

  useEffect(() => {
    for (const { data, isFetching, isError, refetch } of histories)
      if (data?.isComplete === false && !isFetching && !isError) void refetch();
    for (const [place, { data }] of details.entries()) {
      const history = histories[place];
      if (data === undefined || history?.isFetching !== false) continue;
      const readVersion = readVersions.current.get(data.instanceId);
      readVersions.current.set(data.instanceId, data.rowVersion);
      if (readVersion === undefined || readVersion === data.rowVersion) continue;
      outdateHistory(queryClient, hub, data);
      void history.refetch();
    }
  });
  return useMemo(
    () =>
      instanceIds.map((instanceId, place) => {
        const history = histories[place];
        return {
          instanceId,
          execution: executionOf(history?.data ?? unreadHistory),
          error: history?.error ?? null,
          refetch: () => void history?.refetch(),
        };
      }),
    [instanceIds, histories],
  );
}
