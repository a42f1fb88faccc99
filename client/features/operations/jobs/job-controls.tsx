import { Download, Pause, Play, RotateCw, Square } from 'lucide-react';
import { downloadJob, type Job } from '../../../../shared/contract/jobs.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { RefusableButton } from '../../../components/refusable-button.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { useAccess } from '../use-access.ts';
import { isMoving } from './job-look.ts';
import { useJobControl, useRetryJob } from './job-queries.ts';

interface JobControlsProps {
  hub: string;
  job: Job;
  onJob: (jobId: string) => void;
}

function pauseRefusal({ state }: Job): string | null {
  if (state === 'running') return null;
  return state === 'pausing' ? 'What is on its way is finished first.' : `The job is ${state}.`;
}

function retryRefusal(job: Job): string | null {
  if (isMoving(job)) return 'The job is not over yet: pause or stop it before you retry what failed.';
  return job.counts.failed === 0 ? 'Nothing in this job failed.' : null;
}

/** What can be done with a job as it is. */
export function JobControls({ hub, job, onJob }: JobControlsProps) {
  const { refusalOf, controlRefusal } = useAccess(hub);
  const control = useJobControl(hub, job.jobId);
  const retry = useRetryJob(hub, job.jobId, ({ jobId }) => onJob(jobId));
  const given = refusalOf(job.command.name);
  const isEnded = job.state === 'done' || job.state === 'stopped';
  const stopRefusal = isEnded || job.state === 'stopping' ? `The job is ${job.state}.` : null;
  const error = control.error ?? retry.error;
  const busy = control.isPending ? control.variables : null;
  return (
    <div className="flex flex-col gap-2">
      <div role="group" aria-label="Job" className="flex flex-wrap items-center gap-1.5">
        {job.state === 'paused' ? (
          <RefusableButton
            icon={Play}
            look="primary"
            isBusy={busy === 'resume'}
            refusal={controlRefusal ?? given}
            onClick={() => control.mutate('resume')}
          >
            Resume
          </RefusableButton>
        ) : (
          <RefusableButton
            icon={Pause}
            isBusy={busy === 'pause'}
            refusal={controlRefusal ?? pauseRefusal(job)}
            onClick={() => control.mutate('pause')}
          >
            Pause
          </RefusableButton>
        )}
        <RefusableButton
          icon={Square}
          isBusy={busy === 'stop'}
          refusal={controlRefusal ?? stopRefusal}
          onClick={() => control.mutate('stop')}
        >
          Stop
        </RefusableButton>
        <RefusableButton
          icon={RotateCw}
          isBusy={retry.isPending}
          refusal={given ?? retryRefusal(job)}
          onClick={() => retry.mutate()}
        >
          {job.counts.failed === 0
            ? 'Retry what failed'
            : `Retry the ${formatCount(job.counts.failed)} that failed`}
        </RefusableButton>
        <span className="mx-1 h-5 w-px bg-line-strong" />
        {(['csv', 'ndjson'] as const).map((format) => (
          <a
            key={format}
            href={endpointUrl(downloadJob, { hub, jobId: job.jobId }, { format })}
            download
            className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
          >
            <Download aria-hidden size={14} />
            <span className="sr-only">Download the results as</span>
            {format.toUpperCase()}
          </a>
        ))}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
