import { queryOptions } from '@tanstack/react-query';
import { getBacklog } from '../../../shared/contract/backlog.ts';
import { commandProgress, type CommandReceipt } from '../../../shared/contract/commands.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel, instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';

/** Asks until the engine took the command in or dropped it, then never again. */
export function commandProgressQuery(hub: string, receipt: CommandReceipt) {
  const { command, sentAt, instanceId } = receipt;
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'command', command, sentAt],
    queryFn: ({ signal }) =>
      callEndpoint(commandProgress, { params: { hub, instanceId }, query: { command, sentAt } }, signal),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'queued' ? refresh.commandProgressMs : false,
    staleTime: ({ state }) => (state.data === undefined || state.data.state === 'queued' ? 0 : Infinity),
  });
}

export function queueBacklogQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'backlog'],
    queryFn: ({ signal }) => callEndpoint(getBacklog, { params: { hub } }, signal),
    refetchInterval: refresh.backlogMs,
  });
}
