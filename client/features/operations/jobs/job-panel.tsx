import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { JobItem } from '../../../../shared/contract/jobs.ts';
import { Panel } from '../../../components/panel.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { JobControls } from './job-controls.tsx';
import { JobFacts } from './job-facts.tsx';
import { JobItems } from './job-items.tsx';
import { JobStateMark } from './job-marks.tsx';
import { JobBar, JobCounts, progressWords } from './job-progress.tsx';
import { jobQuery } from './job-queries.ts';

interface JobPanelProps {
  hub: string;
  jobId: string;
  itemState: JobItem['state'] | undefined;
  onItemState: (state: JobItem['state'] | undefined) => void;
  onJob: (jobId: string) => void;
}

/** One batch job: how far it is, what can be done with it, and what became of each instance. */
export function JobPanel({ hub, jobId, itemState, onItemState, onJob }: JobPanelProps) {
  const query = useQuery(jobQuery(hub, jobId));
  const job = query.data;
  return (
    <>
      <div className="px-4 pt-2">
        <Link
          to="/hubs/$hub/operations"
          params={{ hub }}
          className="inline-flex h-7 items-center gap-1.5 rounded-md text-ink-muted hover:text-ink"
        >
          <ArrowLeft aria-hidden size={14} />
          All batch jobs
        </Link>
      </div>
      <Panel
        title={job === undefined ? 'Batch job' : toVisibleText(job.title)}
        query={query}
        actions={job && <JobStateMark state={job.state} />}
      >
        {(shown) => (
          <div className="flex flex-col gap-3">
            {shown.problem !== null && (
              <ProblemNotice
                what={
                  shown.state === 'paused'
                    ? 'The job was paused by itself'
                    : 'The job waits because of trouble'
                }
                problem={shown.problem}
              />
            )}
            <div className="flex flex-col gap-1.5">
              <JobBar job={shown} />
              <p role="status" className="tabular-nums">
                {progressWords(shown)}
              </p>
              <JobCounts job={shown} />
            </div>
            <JobControls hub={hub} job={shown} onJob={onJob} />
            <JobFacts hub={hub} job={shown} />
          </div>
        )}
      </Panel>
      {job && <JobItems hub={hub} job={job} state={itemState} onState={onItemState} />}
    </>
  );
}
