import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { BodyOf } from '../../../../shared/contract/endpoint.ts';
import {
  createJob,
  getJob,
  listJobItems,
  listJobs,
  pauseJob,
  previewJob,
  resumeJob,
  retryJob,
  stopJob,
  type Job,
  type JobItem,
} from '../../../../shared/contract/jobs.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { auditLevel, hubLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';
import { isMoving } from './job-look.ts';

const jobsOfAPage = 50;
const itemsOfAPage = 500;
/** A reader who went far down is not interrupted by reading it all again. */
const maxLivePages = 2;

function jobsLevel(hub: string) {
  return [...hubLevel(hub), 'jobs'] as const;
}

function jobKey(hub: string, jobId: string) {
  return [...jobsLevel(hub), 'one', jobId] as const;
}

/** Batch jobs, the latest first; read again while one of them runs. */
export function jobsQuery(hub: string) {
  return infiniteQueryOptions({
    queryKey: [...jobsLevel(hub), 'list'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: jobsOfAPage, ...(pageParam !== null && { before: pageParam }) };
      return callEndpoint(listJobs, { params: { hub }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ jobs, isLast }) => (isLast ? null : (jobs.at(-1)?.jobId ?? null)),
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      const isLive = pages.length <= maxLivePages && pages.some(({ jobs }) => jobs.some(isMoving));
      return isLive && refresh.jobMs;
    },
  });
}

export function jobQuery(hub: string, jobId: string) {
  return queryOptions({
    queryKey: jobKey(hub, jobId),
    queryFn: ({ signal }) => callEndpoint(getJob, { params: { hub, jobId } }, signal),
    refetchInterval: ({ state }) => state.data !== undefined && isMoving(state.data) && refresh.jobMs,
  });
}

/** What became of each instance, page by page. */
export function jobItemsQuery(hub: string, job: Job, state: JobItem['state'] | undefined) {
  return infiniteQueryOptions({
    queryKey: [...jobsLevel(hub), 'items', job.jobId, state ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: itemsOfAPage,
        ...(state !== undefined && { state }),
        ...(pageParam !== null && { after: pageParam }),
      };
      return callEndpoint(listJobItems, { params: { hub, jobId: job.jobId }, query }, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ items, isLast }) => (isLast ? null : (items.at(-1)?.position ?? null)),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      isMoving(job) && (data?.pages.length ?? 0) <= maxLivePages && refresh.jobItemsMs,
  });
}

/** A dry run: it writes nothing, so it is a question like any other. */
export function jobPreviewQuery(hub: string, request: BodyOf<typeof previewJob>) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'job-preview', request],
    queryFn: ({ signal }) => callEndpoint(previewJob, { params: { hub }, body: request }, signal),
    // Looked at before something is done: never one of earlier.
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
}

export function useCreateJob(hub: string, onCreated: (job: Job) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof createJob>) => callEndpoint(createJob, { params: { hub }, body }),
    onSuccess: (job) => {
      queryClient.setQueryData(jobKey(hub, job.jobId), job);
      void queryClient.invalidateQueries({ queryKey: jobsLevel(hub) });
      onCreated(job);
    },
  });
}

const controls = { pause: pauseJob, resume: resumeJob, stop: stopJob } as const;
export type JobControl = keyof typeof controls;

export function useJobControl(hub: string, jobId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (control: JobControl) =>
      callEndpoint(controls[control], { params: { hub, jobId }, body: {} }),
    onSuccess: async (job) => {
      // An answer on its way still tells of the state before.
      await queryClient.cancelQueries({ queryKey: jobKey(hub, jobId) });
      queryClient.setQueryData(jobKey(hub, jobId), job);
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: jobsLevel(hub) });
      void queryClient.invalidateQueries({ queryKey: auditLevel(hub) });
    },
  });
}

export function useRetryJob(hub: string, jobId: string, onCreated: (job: Job) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callEndpoint(retryJob, { params: { hub, jobId }, body: {} }),
    onSuccess: (job) => {
      void queryClient.invalidateQueries({ queryKey: jobsLevel(hub) });
      onCreated(job);
    },
  });
}
