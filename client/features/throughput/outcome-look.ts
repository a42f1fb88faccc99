import { CircleCheck, CirclePlay, CircleStop, CircleX } from 'lucide-react';
import type { LegendEntry } from '../../components/charts/legend.tsx';
import { statusColor } from '../../components/charts/status-color.ts';
import { outcomes, type Outcome } from './throughput-search.ts';

/** Signs and colours of the statuses that instances have then. */
export const outcomeLooks = {
  started: { label: 'Started', color: statusColor('Running'), icon: CirclePlay },
  completed: { label: 'Completed', color: statusColor('Completed'), icon: CircleCheck },
  failed: { label: 'Failed', color: statusColor('Failed'), icon: CircleX },
  terminated: { label: 'Terminated', color: statusColor('Terminated'), icon: CircleStop },
} as const satisfies Record<Outcome, Omit<LegendEntry, 'key'>>;

/** They share one bar. */
export const endings = ['completed', 'failed', 'terminated'] as const satisfies readonly Outcome[];

export const outcomeLegend: readonly LegendEntry[] = outcomes.map((key) => ({ key, ...outcomeLooks[key] }));
