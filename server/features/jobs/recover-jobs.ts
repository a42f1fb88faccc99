import type { JobProgress, JobRecord } from './job-record.ts';
import type { JobStore } from './job-store.ts';

const interrupted =
  'Durascope ended while it was being sent: it may or may not have arrived. Look at the instance.';

function problemOf(unknown: number): NonNullable<JobProgress['problem']> {
  const which = unknown === 1 ? '1 instance was' : `${unknown.toLocaleString('en-US')} instances were`;
  return {
    code: 'outcome-unknown',
    message: `Durascope ended while ${which} being dealt with: what became of them is unknown. Look at them, then resume the job.`,
  };
}

/**
 * What the process before left unfinished. Whatever was being sent is unknown and never sent again. A job goes on by
 * itself only when it was running and nothing of it was being sent; otherwise somebody looks first and resumes it. One
 * that was being stopped is stopped. Resolves to the jobs that go on.
 */
export async function recoverJobs(store: JobStore): Promise<{ place: string; record: JobRecord }[]> {
  const goingOn: { place: string; record: JobRecord }[] = [];
  for (const { place, record } of await store.unfinished()) {
    const { number, progress: before } = record;
    const progress = await store.markInterrupted(number, interrupted, (counts) => {
      const unknown = counts.unknown - before.counts.unknown;
      if (unknown > 0) return { ...before, counts, state: 'paused', problem: problemOf(unknown) };
      return { ...before, counts, state: before.state === 'pausing' ? 'paused' : before.state };
    });
    if (before.state === 'stopping') await store.stop(number, [], progress);
    else if (progress.state === 'running') goingOn.push({ place, record: { ...record, progress } });
  }
  return goingOn;
}
