import { CircleCheck, CircleX } from 'lucide-react';
import type { HubDeletion } from '../../../../shared/contract/command-previews.ts';
import { plural } from '../../../lib/format-count.ts';

/** What is gone and what is still there, with why. */
export function DeletionResult({ deletion: { deleted, failed } }: { deletion: HubDeletion }) {
  return (
    <section aria-label="What was deleted" className="flex flex-col gap-2">
      <p role="status" className="font-medium">
        {failed.length === 0
          ? `The task hub is deleted: ${plural(deleted.length, 'resource')} went.`
          : `${plural(deleted.length, 'resource')} went, ${failed.length} are still there. Deleting again takes up what is left.`}
      </p>
      <ul className="flex flex-col gap-0.5">
        {failed.map(({ name, message }) => (
          <li key={name} className="flex items-start gap-1.5">
            <CircleX aria-hidden size={14} className="mt-0.75 shrink-0 text-danger" />
            <span className="min-w-0 wrap-anywhere">
              <span className="font-mono text-sm">{name}</span> is still there: {message}
            </span>
          </li>
        ))}
        {deleted.map((name) => (
          <li key={name} className="flex items-center gap-1.5">
            <CircleCheck aria-hidden size={14} className="shrink-0 text-completed" />
            <span className="font-mono text-sm">{name}</span> is gone
          </li>
        ))}
      </ul>
    </section>
  );
}
