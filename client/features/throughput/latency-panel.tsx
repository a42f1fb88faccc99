import { ChartPanel } from '../../components/charts/chart-panel.tsx';
import { DataTable } from '../../components/charts/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { LatencyChart } from './charts/latency-chart.tsx';
import { namedSeries } from './chosen-names.ts';
import { latencyLegend, percentileLooks, percentiles } from './latency-look.ts';
import type { PanelContext } from './outcome-panel.tsx';
import { stepRows } from './step-rows.tsx';
import { placeSteps } from './throughput-steps.ts';
import { summariseLatency } from './throughput-words.ts';

const scaleSegments = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const;

const allNames = 'all';

/** A name can be any text, even that of the choice of all of them. */
function choiceOf(name: string): string {
  return `name ${name}`;
}

/** How long instances took that ended then. */
export function LatencyPanel({ answer, readAtMs, search, onChange, onWindow, zone }: PanelContext) {
  const { scale = 'linear' } = search;
  const named = namedSeries(answer.byName);
  const chosen = named.find(({ name }) => name === search.latency);
  const series = chosen ?? answer.all;
  const steps = placeSteps(answer, series.steps, readAtMs);
  return (
    <ChartPanel
      title="Latency"
      legend={latencyLegend}
      summary={summariseLatency(series.latency, steps)}
      actions={
        <>
          <Select
            label="Latency of"
            className="max-w-60"
            options={[
              { value: allNames, label: 'All names' },
              ...named.map(({ name }) => ({ value: choiceOf(name), label: toVisibleText(name) })),
            ]}
            value={chosen === undefined ? allNames : choiceOf(chosen.name)}
            onChange={(choice) =>
              onChange({ latency: named.find(({ name }) => choiceOf(name) === choice)?.name })
            }
          />
          <Segmented
            label="Scale of the latency"
            segments={scaleSegments}
            value={scale}
            onChange={(next) => onChange({ scale: next })}
          />
        </>
      }
      table={() => (
        <DataTable
          label="Latency over time"
          headLabel="Time"
          columns={[
            { key: 'count', label: 'Ended' },
            ...percentiles.map((key) => ({ key, label: percentileLooks[key].label })),
          ]}
          rows={stepRows(steps, zone, (_, { latency }) =>
            latency === null
              ? ['0', 'nothing ended']
              : [formatCount(latency.count), ...percentiles.map((key) => formatDuration(latency[key]))],
          )}
        />
      )}
    >
      {series.latency === null ? (
        <EmptyState title="Nothing ended in this window">
          As soon as instances end, how long they took is shown here.
        </EmptyState>
      ) : (
        <LatencyChart steps={steps} scale={scale} onWindow={onWindow} />
      )}
    </ChartPanel>
  );
}
