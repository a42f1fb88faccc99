import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { Mark } from '../../../../shared/domain/execution/execution-model.ts';
import { Button } from '../../../components/button.tsx';
import { CodeText } from '../../../components/code-text.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { PayloadView } from '../../../components/payload-view.tsx';

interface MarkDetailProps {
  hub: string;
  instanceId: string;
  /** What the message says. */
  title: string;
  mark: Mark | null;
  rowKey: string;
  onClose: () => void;
}

/** What is known of a message that belongs to no step. */
export function MarkDetail({ hub, instanceId, title, mark, rowKey, onClose }: MarkDetailProps) {
  const info = mark?.payload?.info;
  return (
    <section aria-label={`Details of ${title}`} className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <header className="flex min-w-0 items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold">
          <bdi>{title}</bdi>
        </h2>
        <InstantText instant={mark?.at ?? null} as="full" missing="The row has no time" />
        <Link
          to="."
          search={{ tab: 'history', event: rowKey }}
          className="text-accent underline-offset-2 hover:underline"
        >
          In the history
        </Link>
        <span className="ml-auto">
          <Button look="quiet" icon={X} aria-label="Close the details" onClick={onClose} />
        </span>
      </header>
      {info === undefined && mark?.text != null && <CodeText as="block" text={mark.text} />}
      {info !== undefined && <PayloadView hub={hub} instanceId={instanceId} info={info} what="payload" />}
    </section>
  );
}
