import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import type { Job } from '../../../../shared/contract/jobs.ts';
import { EarlierButton } from '../../../components/earlier-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Panel } from '../../../components/panel.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { JobStateMark } from './job-marks.tsx';
import { JobBar, progressWords } from './job-progress.tsx';
import { jobsQuery } from './job-queries.ts';

const head = 'px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4 last:pr-4';
const cell = 'px-2 py-1.5 align-top first:pl-4 last:pr-4';

function NoJobs({ hub }: { hub: string }) {
  return (
    <EmptyState title="No batch jobs yet" icon={ListChecks}>
      Select instances in{' '}
      <Link to="/hubs/$hub/instances" params={{ hub }} className="text-accent underline underline-offset-2">
        the list
      </Link>
      , or all that match a filter, and choose “Command” in the bar that appears: the job that gives it to
      each of them is here then, with what became of every one.
    </EmptyState>
  );
}

function JobRow({ hub, job }: { hub: string; job: Job }) {
  const { refused, failed, unknown } = job.counts;
  const trouble = [
    [refused, 'refused'],
    [failed, 'failed'],
    [unknown, 'unknown'],
  ] as const;
  return (
    <tr className="border-t border-line">
      <td className={`${cell} wrap-anywhere`}>
        <Link
          to="/hubs/$hub/operations"
          params={{ hub }}
          search={{ job: job.jobId }}
          className="rounded-sm underline-offset-2 hover:underline"
        >
          {toVisibleText(job.title)}
        </Link>
        {job.problem !== null && <p className="text-sm text-danger">{job.problem.message}</p>}
      </td>
      <td className={cell}>
        <JobStateMark state={job.state} />
      </td>
      <td className={cell}>
        <JobBar job={job} />
        <p className="mt-1 text-sm text-ink-muted tabular-nums">{progressWords(job)}</p>
      </td>
      <td className={cell}>
        {trouble
          .filter(([count]) => count > 0)
          .map(([count, word]) => (
            <span key={word} className="block whitespace-nowrap">
              {formatCount(count)} {word}
            </span>
          ))}
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <bdi title={toVisibleText(job.createdBy.id)}>{toVisibleText(job.createdBy.name)}</bdi>
      </td>
      <td className={cell}>
        <InstantText instant={job.createdAt} />
      </td>
    </tr>
  );
}

/** Batch jobs of a task hub, the latest first. */
export function JobsPanel({ hub }: { hub: string }) {
  const query = useInfiniteQuery(jobsQuery(hub));
  return (
    <Panel
      title="Batch jobs"
      query={query}
      isFlush
      empty={({ pages }) => (pages[0]?.jobs.length === 0 ? <NoJobs hub={hub} /> : null)}
    >
      {({ pages }) => (
        <>
          <div className="overflow-x-auto">
            <table aria-label="Batch jobs" className="w-full min-w-[760px] table-fixed border-collapse">
              <thead>
                <tr>
                  {['Job', 'State', 'Progress', 'Not done', 'By', 'Made'].map((label, place) => (
                    <th
                      key={label}
                      scope="col"
                      className={`${head} ${['', 'w-28', 'w-72', 'w-32', 'w-32', 'w-28'][place] ?? ''}`}
                    >
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {pages
                  .flatMap(({ jobs }) => jobs)
                  .map((job) => (
                    <JobRow key={job.jobId} hub={hub} job={job} />
                  ))}
              </tbody>
            </table>
          </div>
          {pages[0]?.isDurable === false && (
            <p className="px-4 pt-2 text-sm text-ink-muted">
              Jobs are kept in memory: they end with the process of this dashboard.
            </p>
          )}
          <EarlierButton query={query} />
        </>
      )}
    </Panel>
  );
}
