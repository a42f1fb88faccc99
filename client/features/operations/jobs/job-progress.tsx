import type { Job } from '../../../../shared/contract/jobs.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { countOf, itemLooks, itemStateOrder, overCount, timeLeftMs } from './job-look.ts';

/** How far a job is, in words. */
export function progressWords(job: Job): string {
  const over = `${formatCount(overCount(job))} of ${plural(job.total, 'instance')}`;
  const leftMs = timeLeftMs(job);
  const rate = job.itemsPerSecond === null ? '' : ` · ${Number(job.itemsPerSecond.toPrecision(2))} a second`;
  const left = leftMs === null ? '' : ` · ${formatDuration(Math.ceil(leftMs / 1000) * 1000)} left`;
  const leftOut = job.counts.stopped === 0 ? '' : ` · ${formatCount(job.counts.stopped)} left out`;
  return `${over}${leftOut}${rate}${left}`;
}

/** Every instance of the job by what became of it: the longer a part, the more of them. */
export function JobBar({ job }: { job: Job }) {
  const states = itemStateOrder.filter((state) => countOf(job, state) > 0);
  return (
    <div
      role="progressbar"
      aria-label="Instances that are over"
      aria-valuemin={0}
      aria-valuemax={job.total}
      aria-valuenow={overCount(job)}
      aria-valuetext={progressWords(job)}
      className="flex h-2.5 min-w-24 overflow-hidden rounded-sm border border-line bg-sunken"
    >
      {states.map((state) => (
        <div
          key={state}
          className={itemLooks[state].fill}
          style={{ width: `${(countOf(job, state) / job.total) * 100}%` }}
        />
      ))}
    </div>
  );
}

/** The counts behind the bar, with their marks. */
export function JobCounts({ job }: { job: Job }) {
  return (
    <ul aria-label="Instances by what became of them" className="flex flex-wrap gap-x-4 gap-y-0.5">
      {itemStateOrder.map((state) => {
        const { icon: Icon, text, word, meaning } = itemLooks[state];
        const count = countOf(job, state);
        return (
          <li
            key={state}
            title={meaning}
            className={`inline-flex items-center gap-1.5 ${count === 0 ? 'text-ink-faint' : text}`}
          >
            <Icon aria-hidden size={14} className="shrink-0" />
            {formatCount(count)} {word}
          </li>
        );
      })}
    </ul>
  );
}
