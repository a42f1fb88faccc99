import type { LucideIcon } from 'lucide-react';
import { toVisibleText } from '../../lib/visible-text.ts';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  /** Where the series has a sign besides its colour. */
  readonly icon?: LucideIcon;
  readonly isDashed?: boolean;
}

export function Legend({ entries, label = 'Legend' }: { entries: readonly LegendEntry[]; label?: string }) {
  return (
    <ul aria-label={label} className="flex min-w-0 flex-wrap gap-x-3 text-sm text-ink-muted">
      {entries.map(({ key, icon: Icon, ...entry }) => (
        <li key={key} className="flex max-w-48 min-w-0 items-center gap-1">
          {Icon ? (
            <Icon aria-hidden size={12} className="shrink-0" style={{ color: entry.color }} />
          ) : (
            <span aria-hidden className="size-2 shrink-0 rounded-[1px]" style={{ background: entry.color }} />
          )}
          <bdi className="truncate" title={toVisibleText(entry.label)}>
            {toVisibleText(entry.label)}
          </bdi>
        </li>
      ))}
    </ul>
  );
}
