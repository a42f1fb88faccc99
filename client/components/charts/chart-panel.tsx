import { Table } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Legend, type LegendEntry } from './legend.tsx';

interface ChartPanelProps {
  title: string;
  /** The picture in words. */
  summary: string;
  legend: readonly LegendEntry[];
  actions?: ReactNode;
  /** The numbers behind the picture. */
  table: () => ReactNode;
  children: ReactNode;
}

/** A picture with its legend, its words and its table. */
export function ChartPanel({ title, summary, legend, actions, table, children }: ChartPanelProps) {
  const titleId = useId();
  const summaryId = useId();
  const [isTableOpen, setIsTableOpen] = useState(false);
  return (
    <section aria-labelledby={titleId} aria-describedby={summaryId} className="min-w-0 px-4 pt-1 pb-3">
      <header className="flex min-h-9 flex-wrap items-center gap-x-4 py-1">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        <Legend entries={legend} label={`Legend of ${title}`} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {actions}
          <Button
            look="quiet"
            icon={Table}
            aria-label={`${title} as a table`}
            title="As a table"
            aria-pressed={isTableOpen}
            className={isTableOpen ? 'bg-selected' : ''}
            onClick={() => setIsTableOpen(!isTableOpen)}
          />
        </div>
      </header>
      {children}
      <p id={summaryId} className="pt-1 text-sm text-ink-muted">
        {summary}
      </p>
      {isTableOpen && table()}
    </section>
  );
}
