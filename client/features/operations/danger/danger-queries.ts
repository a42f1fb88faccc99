import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  deleteTaskHub,
  previewHubDeletion,
  type HubDeletion,
} from '../../../../shared/contract/command-previews.ts';
import type { BodyOf } from '../../../../shared/contract/endpoint.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { auditLevel, hubLevel, hubsLevel } from '../../../api/query-levels.ts';

/** What goes with a task hub; looked at before it is deleted, never one of earlier. */
export function hubDeletionQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'deletion-preview'],
    queryFn: ({ signal }) => callEndpoint(previewHubDeletion, { params: { hub } }, signal),
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useDeleteTaskHub(hub: string, onDone: (deletion: HubDeletion) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof deleteTaskHub>) =>
      callEndpoint(deleteTaskHub, { params: { hub }, body }),
    onSuccess: onDone,
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: hubsLevel });
      void queryClient.invalidateQueries({ queryKey: auditLevel(hub) });
    },
  });
}
