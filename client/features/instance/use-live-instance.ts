import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import {
  followInstance,
  instanceChange,
  type InstanceChange,
} from '../../../shared/contract/instance-changes.ts';
import { ApiError } from '../../api/api-errors.ts';
import { endpointUrl } from '../../api/endpoint-url.ts';
import { EventConnection, jsonOf, type ConnectionState } from '../../api/event-connection.ts';
import { lastRowKey, unreadHistory, type HistorySoFar } from './history-so-far.ts';
import { historyKey } from './instance-queries.ts';
import { takeChange } from './take-change.ts';

export interface LiveState {
  readonly connection: ConnectionState | 'off';
  /** Why the server cannot read the instance now. */
  readonly problem: Error | null;
  /** When it last could, by the clock of this page. */
  readonly readAtMs: number;
}

const off: LiveState = { connection: 'off', problem: null, readAtMs: 0 };
const connecting: LiveState = { ...off, connection: 'connecting' };

function stateAfter(state: LiveState, { problem }: InstanceChange): LiveState {
  if (problem === null) return { connection: 'open', problem: null, readAtMs: Date.now() };
  const error = new ApiError({ status: 503, requestId: '', ...problem });
  return { ...state, connection: 'open', problem: error };
}

interface Followed {
  readonly hub: string;
  readonly instanceId: string;
  /** What is being read for the first time is not followed, nor what is gone. */
  readonly isFollowed: boolean;
}

/** Follows an instance by the one reader that the server has for all who look at it. */
export function useLiveInstance({ hub, instanceId, isFollowed }: Followed): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState(off);

  const urlOf = useEffectEvent(() => {
    const shown = queryClient.getQueryData<HistorySoFar>(historyKey(hub, instanceId)) ?? unreadHistory;
    const after = lastRowKey(shown);
    return endpointUrl(followInstance, { hub, instanceId }, after === '' ? {} : { after });
  });
  const take = useEffectEvent((data: unknown) => {
    const change = instanceChange.safeParse(jsonOf(data)).data;
    if (change === undefined) return;
    setState((before) => stateAfter(before, change));
    takeChange(queryClient, { hub, instanceId }, change);
  });

  useEffect(() => {
    if (!isFollowed) return;
    const connection = new EventConnection(() => urlOf(), {
      onOpen: () => setState((before) => ({ ...before, connection: 'open' })),
      onMessage: (data) => take(data),
      onBroken: () => setState((before) => ({ ...before, connection: 'broken' })),
      onHidden: () => setState(connecting),
    });
    connection.start();
    return () => {
      connection.stop();
      setState(off);
    };
  }, [hub, instanceId, isFollowed]);
  return state;
}
