import { Server } from 'lucide-react';
import type { AppLease, Partitions } from '../../../shared/contract/partitions.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

function partitionWords(partitions: readonly number[]): string {
  return `${partitions.length === 1 ? 'partition' : 'partitions'} ${partitions.join(', ')}`;
}

function Workers({ ownership, workers }: Pick<Partitions, 'ownership' | 'workers'>) {
  if (ownership === null)
    return (
      <p className="text-ink-muted">
        Workers unknown: this task hub does not record which of them own its queues. That says nothing about
        whether any runs.
      </p>
    );
  if (workers.length === 0)
    return (
      <p className="text-warning">
        No worker owns a partition now: nothing is taken from the control queues until one starts.
      </p>
    );
  return (
    <ul aria-label="Workers" className="flex flex-col gap-1">
      {workers.map(({ workerId, partitions }) => (
        <li key={workerId} className="flex min-w-0 items-start gap-2">
          <Server aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-faint" />
          <span className="min-w-0">
            <bdi className="font-mono text-sm wrap-anywhere">{toVisibleText(workerId)}</bdi>{' '}
            <span className="text-ink-muted">{partitionWords(partitions)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

const ownershipWords = {
  'partitions-table': 'Owners are read from the Partitions table.',
  'lease-blobs': 'Owners are read from lease blobs, which do not say since when somebody owns one.',
} as const satisfies Record<NonNullable<Partitions['ownership']>, string>;

function AppLeaseText({ lease }: { lease: AppLease }) {
  const { state, ownerId, desiredSwapId } = lease;
  return (
    <p className="text-sm text-ink-muted">
      App lease: {state === 'live' ? 'held' : 'free'}
      {ownerId !== null && (
        <>
          {state === 'live' ? ' by app ' : ', last held by app '}
          <bdi className="font-mono">{toVisibleText(ownerId)}</bdi>
        </>
      )}
      {desiredSwapId !== null && (
        <>
          {', to be handed to '}
          <bdi className="font-mono">{toVisibleText(desiredSwapId)}</bdi>
        </>
      )}
      .
    </p>
  );
}

/** Who works, and for which partitions; that nobody does is not the same as not knowing. */
export function WorkersSection({ answer }: { answer: Partitions }) {
  const { ownership, appLease } = answer;
  return (
    <section aria-labelledby="workers" className="min-w-0">
      <h2 id="workers" className="pb-1.5 font-semibold">
        Workers
      </h2>
      <div className="flex flex-col gap-1.5">
        <Workers {...answer} />
        {ownership !== null && <p className="text-sm text-ink-muted">{ownershipWords[ownership]}</p>}
        {appLease !== null && <AppLeaseText lease={appLease} />}
      </div>
    </section>
  );
}
