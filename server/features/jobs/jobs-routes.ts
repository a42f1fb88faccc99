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
} from '../../../shared/contract/jobs.ts';
import { serve, type Asker, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { JobAsker, JobsService } from './jobs-service.ts';

export function jobsRoutes(hubs: HubRegistry, jobs: JobsService): Route[] {
  const askerIn = async (hub: string, { caller, requestId }: Asker): Promise<JobAsker> => ({
    open: await hubs.find(hub),
    caller,
    requestId,
  });
  return [
    serve(previewJob, async ({ params, body }, asker) =>
      jobs.preview(await askerIn(params.hub, asker), body),
    ),
    serve(createJob, async ({ params, body }, asker) => jobs.create(await askerIn(params.hub, asker), body)),
    serve(listJobs, async ({ params, query }) => jobs.list(await hubs.find(params.hub), query)),
    serve(getJob, async ({ params }) => jobs.get(await hubs.find(params.hub), params.jobId)),
    serve(listJobItems, async ({ params, query }) =>
      jobs.items(await hubs.find(params.hub), params.jobId, query),
    ),
    ...(
      [
        [pauseJob, 'pause'],
        [resumeJob, 'resume'],
        [stopJob, 'stop'],
        [retryJob, 'retry'],
      ] as const
    ).map(([endpoint, control]) =>
      serve(endpoint, async ({ params }, asker) =>
        jobs[control](await askerIn(params.hub, asker), params.jobId),
      ),
    ),
  ];
}
