import { join } from 'node:path';
import { openFileDatabase, openMemoryDatabase } from './job-database.ts';
import { JobStore } from './job-store.ts';
import { JobsService, type JobsOptions } from './jobs-service.ts';

/** In one file of the data directory; in memory where there is none, or where the file cannot be had. */
export async function openJobStore(
  dataDirectory: string | null,
  onNotice: (notice: string) => void,
): Promise<JobStore> {
  const path = dataDirectory === null ? null : join(dataDirectory, 'jobs.duckdb');
  const database = path === null ? null : await openFileDatabase(path, onNotice);
  return new JobStore(database ?? (await openMemoryDatabase()), database !== null);
}

/** Batch jobs, with those going on that ran when the process before ended. */
export async function openJobs(
  dataDirectory: string | null,
  onNotice: (notice: string) => void,
  options: Omit<JobsOptions, 'store'>,
): Promise<JobsService> {
  const service = new JobsService({ ...options, store: await openJobStore(dataDirectory, onNotice) });
  await service.begin();
  return service;
}
