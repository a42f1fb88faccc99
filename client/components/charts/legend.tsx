import type { LucideIcon } from 'lucide-react';
import { toVisibleText } from '../../lib/visible-text.ts';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  /** Where the series has a sign besides its colour. */
  readonly icon?: LucideIcon;
  /** Of lines that differ by more than their colour, as in `stroke-dasharray`; `none` = unbroken. */
  readonly dashes?: string;
}

function Sign({
  icon: Icon,
  color,
  dashes,
}: Pick<LegendEntry, 'color' | 'dashes'> & { icon: LucideIcon | undefined }) {
  if (Icon) return <Icon aria-hidden size={12} className="shrink-0" style={{ color }} />;
  if (dashes === undefined)
    return <span aria-hidden className="size-2 shrink-0 rounded-[1px]" style={{ background: color }} />;
  return (
    <svg aria-hidden width={20} height={8} className="shrink-0">
      <path d="M0 4h20" strokeWidth={2} strokeDasharray={dashes} style={{ stroke: color }} />
    </svg>
  );
}

export function Legend({ entries, label = 'Legend' }: { entries: readonly LegendEntry[]; label?: string }) {
  return (
    <ul aria-label={label} className="flex min-w-0 flex-wrap gap-x-3 text-sm text-ink-muted">
      {entries.map(({ key, icon: Icon, ...entry }) => (
        <li key={key} className="flex max-w-48 min-w-0 items-center gap-1">
          <Sign {...entry} icon={Icon} />
          <bdi className="truncate" title={toVisibleText(entry.label)}>
            {toVisibleText(entry.label)}
          </bdi>
        </li>
      ))}
    </ul>
  );
}
