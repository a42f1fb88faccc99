import { expect } from 'vitest';
import {
  job,
  jobPreview,
  listJobItems,
  listJobs,
  type Job,
  type JobItem,
  type JobPreview,
} from '../../shared/contract/jobs.ts';
import type { TestApp } from './test-app.ts';

type Counts = Partial<Record<JobItem['state'], number>>;

/** Batch jobs of one hub, as a page would handle them. */
export class JobsDriver {
  readonly path: string;

  constructor(
    readonly server: TestApp,
    hub = 'memory~TestHub',
  ) {
    this.path = `/api/hubs/${hub}/jobs`;
  }

  /** Of all instances, as fast as is allowed, unless said otherwise. */
  request(body: object = {}) {
    return {
      target: { kind: 'filter', q: '' },
      command: { name: 'terminate', reason: 'because', parameters: {} },
      ratePerSecond: 200,
      concurrency: 16,
      expectedTotal: 10_000,
      ...body,
    };
  }

  async preview(body: object = {}): Promise<JobPreview> {
    const { target, command } = { ...this.request(), ...body };
    return jobPreview.parse(
      (await this.server.write(`${this.path}/preview`, { target, command }).expect(200)).body,
    );
  }

  async create(body: object = {}): Promise<Job> {
    return job.parse((await this.server.write(this.path, this.request(body)).expect(202)).body);
  }

  tryToCreate(body: object = {}) {
    return this.server.write(this.path, this.request(body));
  }

  async look({ jobId }: Job): Promise<Job> {
    return job.parse((await this.server.get(`${this.path}/${jobId}`).expect(200)).body);
  }

  try(of: Job, control: string) {
    return this.server.write(`${this.path}/${of.jobId}/${control}`, {});
  }

  async control(of: Job, control: 'pause' | 'resume' | 'stop' | 'retry'): Promise<Job> {
    return job.parse((await this.try(of, control).expect(control === 'retry' ? 202 : 200)).body);
  }

  async until(of: Job, state: Job['state']): Promise<Job> {
    await expect.poll(async () => (await this.look(of)).state, { timeout: 20_000, interval: 5 }).toBe(state);
    return this.look(of);
  }

  async items({ jobId }: Job, query = ''): Promise<JobItem[]> {
    const response = await this.server.get(`${this.path}/${jobId}/items?${query}`).expect(200);
    return listJobItems.result.parse(response.body).items;
  }

  /** Ids by the state their item is in. */
  async idsIn(of: Job, state: JobItem['state']): Promise<string[]> {
    return (await this.items(of, `state=${state}`)).map(({ instanceId }) => instanceId);
  }

  async list(query = '') {
    return listJobs.result.parse((await this.server.get(`${this.path}?${query}`).expect(200)).body);
  }
}

/** Counts that are not nothing. */
export function countsOf({ counts }: Job): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
