import { useNavigate } from '@tanstack/react-router';
import { ChartPanel } from '../../components/charts/chart-panel.tsx';
import { DataTable } from '../../components/charts/data-table.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { TimeWindow } from '../../lib/time-window.ts';
import { OutcomeChart } from './charts/outcome-chart.tsx';
import { outcomeLegend, outcomeLooks } from './outcome-look.ts';
import { stepFilter } from './step-filter.ts';
import { CountLink, stepRows, type ListContext } from './step-rows.tsx';
import type { Throughput } from './throughput-queries.ts';
import { outcomes, type ThroughputSearch } from './throughput-search.ts';
import { placeSteps } from './throughput-steps.ts';
import { summariseOutcomes } from './throughput-words.ts';

export interface PanelContext extends ListContext {
  readonly answer: Throughput;
  /** When it was read, by the clock of this page. */
  readonly readAtMs: number;
  readonly search: ThroughputSearch;
  readonly onChange: (change: Partial<ThroughputSearch>) => void;
  readonly onWindow: (window: TimeWindow) => void;
}

const viewSegments = [
  { value: 'stacked', label: 'Stacked' },
  { value: 'lines', label: 'Lines' },
] as const;

/** What started and how it ended, over time. */
export function OutcomePanel({ answer, readAtMs, search, onChange, onWindow, ...list }: PanelContext) {
  const navigate = useNavigate();
  const { hub, q, zone } = list;
  const { view = 'stacked' } = search;
  const steps = placeSteps(answer, answer.all.steps, readAtMs);
  return (
    <ChartPanel
      title="Started and ended"
      legend={outcomeLegend}
      summary={summariseOutcomes(answer.all.totals, steps, zone)}
      actions={
        <Segmented
          label="Started and ended as"
          segments={viewSegments}
          value={view}
          onChange={(next) => onChange({ view: next })}
        />
      }
      table={() => (
        <DataTable
          label="Started and ended over time"
          headLabel="Time"
          columns={outcomes.map((key) => ({ key, label: outcomeLooks[key].label }))}
          rows={stepRows(steps, zone, (step, counts) =>
            outcomes.map((outcome) => (
              <CountLink key={outcome} {...list} step={step} outcome={outcome} count={counts[outcome]} />
            )),
          )}
        />
      )}
    >
      <OutcomeChart
        label="Started and ended over time"
        steps={steps}
        view={view}
        heightPx={220}
        maxTicks={10}
        onWindow={onWindow}
        onOpen={(window, outcome) =>
          void navigate({
            to: '/hubs/$hub/instances',
            params: { hub },
            search: { q: stepFilter({ q, zone, window, outcome }) },
          })
        }
      />
    </ChartPanel>
  );
}
