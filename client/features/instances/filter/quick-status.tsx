import type { RuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { statusLooks, statusOrder } from '../../../components/runtime-status-look.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount, formatShortCount } from '../../../lib/format-count.ts';
import type { Choice } from './choice-edits.ts';

interface QuickStatusProps {
  /** By status; `null` while they are being counted. */
  counts: ReadonlyMap<string | null, number> | null;
  choice: Choice;
  onToggle: (status: RuntimeStatus) => void;
}

/** Rare enough to appear only when there is one. */
const rare: ReadonlySet<RuntimeStatus> = new Set(['ContinuedAsNew', 'Canceled', 'Unknown']);

export function QuickStatus({ counts, choice, onToggle }: QuickStatusProps) {
  const named = [...choice.included, ...choice.excluded];
  const shown = statusOrder.filter(
    (status) => !rare.has(status) || named.includes(status) || (counts?.get(status) ?? 0) > 0,
  );
  return (
    <div role="group" aria-label="Status" className="flex flex-wrap gap-1">
      {shown.map((status) => {
        const { icon: Icon, text } = statusLooks[status];
        const count = counts === null ? null : (counts.get(status) ?? 0);
        const isChosen = choice.included.includes(status);
        const isExcluded = choice.excluded.includes(status);
        const words = isExcluded ? `${status}, excluded` : status;
        return (
          <button
            key={status}
            type="button"
            aria-pressed={isChosen}
            title={count === null ? words : `${words}: ${formatCount(count)}`}
            onClick={() => onToggle(status)}
            className={classNames(
              'flex h-7 items-center gap-1.5 rounded-md border px-1.5',
              isChosen ? 'border-accent bg-selected' : 'border-line hover:bg-hover',
              (count === 0 || isExcluded) && !isChosen && 'text-ink-faint',
            )}
          >
            <Icon aria-hidden size={14} className={text} />
            <span className={isExcluded ? 'line-through' : ''}>{status}</span>
            {isExcluded && <span className="sr-only">, excluded</span>}
            <span className="min-w-5 text-right text-ink-muted">
              {count === null ? '' : formatShortCount(count)}
            </span>
          </button>
        );
      })}
    </div>
  );
}
