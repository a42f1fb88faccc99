import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DataRow } from '../../components/charts/data-table.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { formatMoments } from '../../lib/format-moment.ts';
import { stepFilter } from './step-filter.ts';
import type { Outcome } from './throughput-search.ts';
import type { ChartStep, StepCounts } from './throughput-steps.ts';

/** What the links of a table need to know of the page. */
export interface ListContext {
  readonly hub: string;
  /** Filter text of the page. */
  readonly q: string;
  readonly zone: string;
}

interface CountLinkProps extends ListContext {
  step: ChartStep;
  outcome: Outcome;
  name?: string | null;
  count: number;
}

/** A count as a link to the instances it counts; the same as a click on the bar. */
export function CountLink({ hub, step, count, ...counted }: CountLinkProps) {
  if (count === 0) return '0';
  return (
    <Link
      to="/hubs/$hub/instances"
      params={{ hub }}
      search={{ q: stepFilter({ ...counted, window: step }) }}
      className="rounded-sm text-accent underline-offset-2 hover:underline"
    >
      {formatCount(count)}
    </Link>
  );
}

/** One row a step; steps of which nothing is known say so. */
export function stepRows(
  steps: readonly ChartStep[],
  zone: string,
  cellsOf: (step: ChartStep, counts: StepCounts) => ReactNode[],
): DataRow[] {
  return steps.map((step) => {
    const head = formatMoments(step, zone, step.toMs - step.fromMs);
    const known = step.counts === null ? ['not known'] : cellsOf(step, step.counts);
    return { key: step.place, head: step.isPartial ? `${head} (so far)` : head, cells: known };
  });
}
