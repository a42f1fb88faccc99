import { Download, RotateCw } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { exportInstances } from '../../../../shared/contract/instance-export.ts';
import { jobBounds, type JobPreview } from '../../../../shared/contract/jobs.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { Button } from '../../../components/button.tsx';
import { LineField, TickField } from '../../../components/commands/form-field.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { hubNameOf } from '../../../lib/hub-name.ts';
import type { BatchTarget } from './batch-target.ts';
import { DryRunView } from './dry-run-view.tsx';
import { concurrencyOf, rateOf, type Batch } from './use-batch.ts';

interface DryRunStepProps {
  id: string;
  hub: string;
  given: BatchTarget;
  batch: Batch;
}

/** What it would do, how fast, and what has to be said explicitly. */
export function DryRunStep({ id, hub, given, batch }: DryRunStepProps) {
  const { preview, creation } = batch;
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (preview.data !== undefined && obstacleOf(batch, preview.data, hub) === null)
      batch.create(preview.data);
  }
  if (preview.data === undefined)
    return preview.error === null ? (
      <SkeletonLines />
    ) : (
      <ErrorNotice
        error={preview.error}
        onRetry={() => void preview.refetch()}
        isRetrying={preview.isFetching}
      />
    );
  return (
    <form id={id} noValidate autoComplete="off" onSubmit={submit} className="flex flex-col gap-3">
      <DryRunView preview={preview.data} />
      <Button
        look="quiet"
        icon={RotateCw}
        isBusy={preview.isFetching}
        onClick={batch.lookAgain}
        className="self-start"
      >
        Run the dry run again
      </Button>
      <Explicit hub={hub} given={given} batch={batch} preview={preview.data} />
      <PaceFields batch={batch} />
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      {creation.error !== null && (
        <ErrorNotice error={creation.error} {...(batch.hasGrown && { onRetry: batch.lookAgain })} />
      )}
    </form>
  );
}

function PaceFields({ batch: { pace, changePace } }: { batch: Batch }) {
  return (
    <div className="grid max-w-md grid-cols-2 gap-3">
      <LineField
        label="At most a second"
        hint={`up to ${jobBounds.ratePerSecond}`}
        problem={rateOf(pace) === null ? `From 0.1 to ${jobBounds.ratePerSecond}.` : undefined}
        value={pace.rate}
        onChange={(rate) => changePace({ rate })}
      />
      <LineField
        label="At a time"
        hint={`up to ${jobBounds.concurrency}`}
        problem={concurrencyOf(pace) === null ? `From 1 to ${jobBounds.concurrency}.` : undefined}
        value={pace.concurrency}
        onChange={(concurrency) => changePace({ concurrency })}
      />
    </div>
  );
}

function Explicit({ hub, given, batch, preview }: Omit<DryRunStepProps, 'id'> & { preview: JobPreview }) {
  if (batch.command !== 'purge') return null;
  const { draft, pace } = batch;
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line px-3 py-2">
      {(preview.needsForce.length > 0 || draft.isForced) && (
        <TickField
          label="Yes, also those that have not ended and entities"
          isTicked={draft.isForced}
          onChange={(isForced) => batch.change({ isForced })}
        />
      )}
      {given.exportText === null ? (
        <p className="text-ink-muted">So many picked instances are exported from the bar of the list.</p>
      ) : (
        <a
          href={endpointUrl(exportInstances, { hub }, { q: given.exportText, format: 'ndjson' })}
          download
          className="inline-flex h-7 items-center gap-1.5 self-start rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
        >
          <Download aria-hidden size={14} />
          Export these instances first
        </a>
      )}
      <LineField
        label="Name of the task hub"
        hint={`type ${hubNameOf(hub)}`}
        problem={undefined}
        value={pace.confirmedName}
        onChange={(confirmedName) => batch.changePace({ confirmedName })}
      />
    </div>
  );
}

/** Why the job cannot be made now; `null` = it can. */
export function obstacleOf(
  { command, pace, preview, hasGrown }: Batch,
  data: JobPreview | undefined,
  hub: string,
): string | null {
  if (data === undefined) return 'The dry run is not there yet.';
  if (preview.isFetching) return 'The dry run is being made.';
  if (hasGrown) return 'More match by now: look at the dry run again.';
  if (data.total > jobBounds.items)
    return `A job takes at most ${jobBounds.items.toLocaleString('en-US')} instances.`;
  if (data.allowed === 0 && data.unknownIds.length === 0) return 'No instance would get it.';
  if (rateOf(pace) === null || concurrencyOf(pace) === null) return 'Say how fast.';
  if (command === 'purge' && pace.confirmedName !== hubNameOf(hub)) return `Type ${hubNameOf(hub)} to go on.`;
  return null;
}
