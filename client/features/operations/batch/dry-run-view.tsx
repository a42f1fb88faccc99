import { CircleCheck, CircleHelp, CircleSlash, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { JobPreview } from '../../../../shared/contract/jobs.ts';
import { CoverageNote } from '../../../components/coverage-note.tsx';
import { InstanceIdText } from '../../../components/instance-id-text.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

interface GroupProps {
  icon: LucideIcon;
  look: string;
  title: string;
  groups: readonly { readonly reason: string; readonly count: number; readonly sample: readonly string[] }[];
}

/** Instances that share a fate, by the sentence that says why. */
function Groups({ icon: Icon, look, title, groups }: GroupProps) {
  if (groups.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={`flex items-center gap-1.5 font-medium ${look}`}>
        <Icon aria-hidden size={14} className="shrink-0" />
        {title}
      </h3>
      <ul className="mt-0.5 flex flex-col gap-1 pl-5">
        {groups.map(({ reason, count, sample }) => (
          <li key={reason}>
            <span className="tabular-nums">{formatCount(count)}</span>: {toVisibleText(reason)}
            <details className="text-sm text-ink-muted">
              <summary className="cursor-pointer">
                {sample.length < count ? `The first ${sample.length} of them` : 'Which'}
              </summary>
              <Ids ids={sample} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ids({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="max-h-32 overflow-auto">
      {ids.map((id) => (
        <li key={id}>
          <InstanceIdText instanceId={id} isCopyable={false} />
        </li>
      ))}
    </ul>
  );
}

function Warnings({ warnings }: Pick<JobPreview, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="flex flex-col gap-1 rounded-md bg-warning-soft px-3 py-1.5">
      {warnings.map(({ warning, count }) => (
        <li key={warning} className="flex items-start gap-2">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" />
          <span className="min-w-0 wrap-anywhere">
            {formatCount(count)}: {warning}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Sample({ sample, allowed }: Pick<JobPreview, 'sample' | 'allowed'>) {
  if (sample.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-ink-muted">
        {sample.length < allowed ? `The first ${sample.length} that get it` : 'Those that get it'}
      </summary>
      <ul aria-label="Sample" className="mt-1 max-h-40 overflow-auto rounded-md border border-line px-3 py-1">
        {sample.map(({ instanceId, name, runtimeStatus }) => (
          <li key={instanceId} className="grid grid-cols-[1fr_1fr_112px] gap-x-3">
            <InstanceIdText instanceId={instanceId} isCopyable={false} />
            <span className="truncate text-ink-muted">{name !== null && toVisibleText(name)}</span>
            <StatusBadge status={runtimeStatus} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function sum(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}

/** What a job would do by what the index knows: nothing was sent. */
export function DryRunView({ preview }: { preview: JobPreview }) {
  const { allowed, total, byStatus, refused, needsForce, unknownIds } = preview;
  return (
    <div className="flex flex-col gap-2.5">
      <p role="status" className="flex items-center gap-1.5 text-lg">
        <CircleCheck aria-hidden size={16} className={allowed === 0 ? 'text-ink-faint' : 'text-completed'} />
        <span>
          <span className="font-semibold">{formatCount(allowed)}</span> of {plural(total, 'instance')} would
          get it
        </span>
      </p>
      <ul aria-label="By status" className="flex flex-wrap gap-x-4 gap-y-0.5">
        {byStatus.map(({ status, count }) => (
          <li key={status} className="inline-flex items-center gap-1.5">
            {formatCount(count)} <StatusBadge status={status} />
          </li>
        ))}
      </ul>
      <Warnings warnings={preview.warnings} />
      <Groups
        icon={TriangleAlert}
        look="text-warning"
        title={`${formatCount(sum(needsForce))} only if it is said explicitly`}
        groups={needsForce}
      />
      <Groups
        icon={CircleSlash}
        look="text-warning"
        title={`${formatCount(sum(refused))} would be refused`}
        groups={refused}
      />
      {unknownIds.length > 0 && (
        <details>
          <summary className="cursor-pointer text-warning">
            <CircleHelp aria-hidden size={14} className="mr-1.5 inline" />
            {plural(unknownIds.length, 'id')} that the index does not know: looked up when their turn comes
          </summary>
          <Ids ids={unknownIds} />
        </details>
      )}
      <Sample sample={preview.sample} allowed={allowed} />
      <p className="flex flex-wrap gap-x-2 text-sm text-ink-muted">
        By what the index knows, <CoverageNote coverage={preview.coverage} />
      </p>
      <p className="text-sm text-ink-muted">
        Each instance is read again from storage right before its turn.
      </p>
    </div>
  );
}
