import { Ban, CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { payloadSearchBounds, type PayloadSearch } from '../../../../shared/contract/payload-search.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';

const ends = {
  done: { Icon: CircleCheck, words: 'Done' },
  cancelled: { Icon: Ban, words: 'Cancelled' },
  failed: { Icon: CircleX, words: 'Given up' },
} as const;

function lookedText({ looked, total, bytesRead }: PayloadSearch): string {
  return `${formatCount(looked)} of ${plural(total, 'instance')} looked through, ${formatBytes(bytesRead)} read`;
}

/** How far the search is, and everything that it did not see. */
export function SearchState({ search }: { search: PayloadSearch }) {
  return (
    <div className="flex flex-col gap-2">
      {search.state === 'running' ? (
        <>
          <ProgressBar
            label="Search inside payloads"
            value={search.looked}
            max={search.total}
            text={lookedText(search)}
          />
          <p className="text-ink-muted">
            It goes on when you leave this page, and is shown here again when you come back within{' '}
            {payloadSearchBounds.keptMs / 60_000} minutes of its end.
          </p>
        </>
      ) : (
        <End state={search.state} text={lookedText(search)} />
      )}
      {search.problem !== null && (
        <ProblemNotice
          what={
            search.state === 'running'
              ? 'Storage does not answer: the search waits and tries again'
              : 'Storage did not answer for too long'
          }
          problem={search.problem}
        />
      )}
      <Gaps search={search} />
    </div>
  );
}

function End({ state, text }: { state: keyof typeof ends; text: string }) {
  const { Icon, words } = ends[state];
  return (
    <p role="status" className="flex items-center gap-2">
      <Icon aria-hidden size={16} className="shrink-0 text-ink-muted" />
      {words}: {text}.
    </p>
  );
}

function gapsOf({ stoppedBy, leftOut, cutShort, unreadableCount }: PayloadSearch): string[] {
  const { matches, bytes, charsOfOnePayload } = payloadSearchBounds;
  return [
    stoppedBy === 'matches' ? `It ended early: there are more than ${matches} finds.` : '',
    stoppedBy === 'bytes' ? `It ended early: ${formatBytes(bytes)} were read.` : '',
    leftOut > 0 ? `${plural(leftOut, 'older matching instance')} left out.` : '',
    cutShort > 0
      ? `${plural(cutShort, 'payload')} looked through only in the first ${formatBytes(charsOfOnePayload)}.`
      : '',
    unreadableCount > 0 ? `${plural(unreadableCount, 'instance')} could not be read.` : '',
  ].filter((gap) => gap !== '');
}

function Gaps({ search }: { search: PayloadSearch }) {
  const { unreadable, unreadableCount } = search;
  const gaps = gapsOf(search);
  if (gaps.length === 0) return null;
  return (
    <div className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-1.5">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0">
        {gaps.map((gap) => (
          <p key={gap}>{gap}</p>
        ))}
        {unreadable.length > 0 && (
          <details>
            <summary className="cursor-pointer">
              Which, and why{unreadable.length < unreadableCount && ` (the first ${unreadable.length})`}
            </summary>
            <ul>
              {unreadable.map(({ instanceId, message }, position) => (
                <li key={position} className="wrap-anywhere">
                  <span className="font-mono">{instanceId}</span>: {message}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}
