import { X } from 'lucide-react';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { Button } from '../../../components/button.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { executionWords } from './row-words.ts';

const maxTextChars = 300;

/** The orchestrator itself, and what was done to it from outside. */
export function ExecutionDetail({ timeline, onClose }: { timeline: Timeline; onClose: () => void }) {
  return (
    <section aria-label="Details of the orchestrator" className="flex min-w-0 flex-col gap-3 px-4 py-3">
      <header className="flex items-start gap-2">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{executionWords(timeline)}</h2>
        <span className="ml-auto">
          <Button look="quiet" icon={X} aria-label="Close the details" onClick={onClose} />
        </span>
      </header>
      <ul>
        {timeline.model.marks.map(({ rowKey, kind, at, text }) => (
          <li key={rowKey} className="flex min-w-0 gap-3">
            <InstantText instant={at} as="full" missing="The event has no time" />
            <span>{kind}</span>
            {text !== null && (
              <bdi className="min-w-0 truncate text-ink-muted">
                {toVisibleText(text.slice(0, maxTextChars))}
              </bdi>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
