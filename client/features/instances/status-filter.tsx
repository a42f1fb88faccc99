import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import { statusLooks, statusOrder } from '../../components/runtime-status-look.ts';
import { classNames } from '../../lib/class-names.ts';
import { formatCount, formatShortCount } from '../../lib/format-count.ts';

interface StatusFilterProps {
  /** By status; `null` while they are being counted. */
  counts: ReadonlyMap<string, number> | null;
  chosen: readonly RuntimeStatus[];
  onToggle: (status: RuntimeStatus) => void;
}

/** Rare enough to appear only when there is one. */
const rare: ReadonlySet<RuntimeStatus> = new Set(['ContinuedAsNew', 'Canceled', 'Unknown']);

export function StatusFilter({ counts, chosen, onToggle }: StatusFilterProps) {
  const shown = statusOrder.filter(
    (status) => !rare.has(status) || chosen.includes(status) || (counts?.get(status) ?? 0) > 0,
  );
  return (
    <div role="group" aria-label="Status" className="flex flex-wrap gap-1">
      {shown.map((status) => {
        const { icon: Icon, text } = statusLooks[status];
        const count = counts === null ? null : (counts.get(status) ?? 0);
        const isChosen = chosen.includes(status);
        return (
          <button
            key={status}
            type="button"
            aria-pressed={isChosen}
            title={count === null ? status : `${status}: ${formatCount(count)}`}
            onClick={() => onToggle(status)}
            className={classNames(
              'flex h-7 items-center gap-1.5 rounded-md border px-1.5',
              isChosen ? 'border-accent bg-selected' : 'border-line hover:bg-hover',
              count === 0 && !isChosen && 'text-ink-faint',
            )}
          >
            <Icon aria-hidden size={14} className={text} />
            {status}
            <span className="min-w-5 text-right text-ink-muted">
              {count === null ? '' : formatShortCount(count)}
            </span>
          </button>
        );
      })}
    </div>
  );
}
