import { queryOptions } from '@tanstack/react-query';
import { searchAudit, type AuditEntry } from '../../../shared/contract/audit.ts';
import { findAwaitedEvents } from '../../../shared/contract/awaited-events.ts';
import { getBacklog } from '../../../shared/contract/backlog.ts';
import { previewPurge, previewRewind } from '../../../shared/contract/command-previews.ts';
import { commandProgress } from '../../../shared/contract/commands.ts';
import { readEntityActivity } from '../../../shared/contract/entities.ts';
import { instanceFacets } from '../../../shared/contract/instance-facets.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel, instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import type { CommandTarget } from './send-command.ts';
import type { FollowedReceipt } from './sent-command.ts';

const recentMs = 10 * 60_000;
const recentEntries = 50;
const toleratedMs = 60_000;
/** What did not come to the server in this time does not come any more. */
export const attemptMs = 2 * 60_000;

/** Asks until the engine took the command in or dropped it, then never again. */
export function commandProgressQuery(hub: string, receipt: FollowedReceipt) {
  const { command, sentAt, instanceId, executionId, followedInstanceId, dueAt } = receipt;
  const query = {
    command,
    sentAt,
    followedInstanceId,
    ...(executionId !== null && { executionId }),
    ...(dueAt !== undefined && { dueAt }),
  };
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

/** What was sent to the instance shortly before its page was opened. */
export function recentCommandsQuery({ hub, instanceId }: CommandTarget) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'recent commands', instanceId],
    queryFn: ({ signal }) => {
      const query = { instanceId, from: msToInstant(Date.now() - recentMs), limit: recentEntries };
      return callEndpoint(searchAudit, { params: { hub }, query }, signal);
    },
    // What is sent while the page is open is followed by whoever sent it.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export interface Attempt {
  readonly command: CommandName;
  /** `null` = of a start: the server chose the id. */
  readonly instanceId: string | null;
  /** By this browser's clock. */
  readonly sentAtMs: number;
}

/** What the server wrote down about an attempt that got no answer; asked for until `isDecided`. */
export function attemptQuery(
  hub: string,
  { command, instanceId, sentAtMs }: Attempt,
  isDecided: (entries: readonly AuditEntry[]) => boolean,
) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'attempt', command, instanceId, sentAtMs],
    queryFn: ({ signal }) => {
      const query = {
        command,
        ...(instanceId !== null && { instanceId }),
        // Clocks of browser and server differ a little.
        from: msToInstant(sentAtMs - toleratedMs),
        limit: recentEntries,
      };
      return callEndpoint(searchAudit, { params: { hub }, query }, signal);
    },
    refetchInterval: ({ state }) => {
      const isOver = Date.now() - sentAtMs > attemptMs || isDecided(state.data?.entries ?? []);
      return isOver ? false : refresh.attemptMs;
    },
    refetchOnWindowFocus: false,
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
