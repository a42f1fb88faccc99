import { queryOptions } from '@tanstack/react-query';
import { findAwaitedEvents } from '../../../shared/contract/awaited-events.ts';
import { getBacklog } from '../../../shared/contract/backlog.ts';
import { previewPurge, previewRewind } from '../../../shared/contract/command-previews.ts';
import { commandProgress, type CommandReceipt } from '../../../shared/contract/commands.ts';
import { readEntityActivity } from '../../../shared/contract/entities.ts';
import { instanceFacets } from '../../../shared/contract/instance-facets.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel, instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import type { CommandTarget } from './send-command.ts';

/** Asks until the engine took the command in or dropped it, then never again. */
export function commandProgressQuery(hub: string, receipt: CommandReceipt) {
  const { command, sentAt, instanceId, executionId, followedInstanceId } = receipt;
  const query = { command, sentAt, followedInstanceId, ...(executionId !== null && { executionId }) };
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'command', query],
    queryFn: ({ signal }) => callEndpoint(commandProgress, { params: { hub, instanceId }, query }, signal),
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

/** Of a moment: what is confirmed is what was read when the form opened. */
const asRead = { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false } as const;

export function rewindPreviewQuery({ hub, instanceId }: CommandTarget) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'rewind preview'],
    queryFn: ({ signal }) => callEndpoint(previewRewind, { params: { hub, instanceId } }, signal),
    ...asRead,
  });
}

/** `rowVersion` says that the instance did something since, such as end. */
export function purgePreviewQuery(
  { hub, instanceId }: CommandTarget,
  includesChildren: boolean,
  rowVersion: string,
) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'purge preview', includesChildren, rowVersion],
    queryFn: ({ signal }) =>
      callEndpoint(
        previewPurge,
        { params: { hub, instanceId }, query: { includesChildren: String(includesChildren) } },
        signal,
      ),
    placeholderData: (before, query) => (query?.queryKey.at(-2) === includesChildren ? before : undefined),
    ...asRead,
  });
}

export function eventNamesQuery({ hub, instanceId }: CommandTarget) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'event names'],
    queryFn: ({ signal }) => callEndpoint(findAwaitedEvents, { params: { hub, instanceId } }, signal),
  });
}

export function operationNamesQuery({ hub, instanceId }: CommandTarget) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'operation names'],
    queryFn: ({ signal }) => callEndpoint(readEntityActivity, { params: { hub, instanceId } }, signal),
  });
}

const suggestedNames = 200;

/** Names and versions that orchestrations of the hub have. */
export function startSuggestionsQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'start suggestions'],
    queryFn: ({ signal }) => {
      const query = { q: 'kind:orchestration', limit: suggestedNames };
      return callEndpoint(instanceFacets, { params: { hub }, query }, signal);
    },
    staleTime: 60_000,
  });
}
