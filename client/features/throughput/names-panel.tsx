import { useNavigate } from '@tanstack/react-router';
import { ChartPanel } from '../../components/charts/chart-panel.tsx';
import { DataTable } from '../../components/charts/data-table.tsx';
import { slotColor } from '../../components/charts/series-slots.ts';
import { useSeriesSlots } from '../../components/charts/use-series-slots.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { NamesChart } from './charts/names-chart.tsx';
import { OutcomeChart } from './charts/outcome-chart.tsx';
import { namedSeries, shownNames, type NamedSeries } from './chosen-names.ts';
import { NamesToolbar } from './names-toolbar.tsx';
import { outcomeLegend, outcomeLooks } from './outcome-look.ts';
import type { PanelContext } from './outcome-panel.tsx';
import { stepFilter } from './step-filter.ts';
import { CountLink, stepRows } from './step-rows.tsx';
import { outcomes, type Outcome } from './throughput-search.ts';
import { placeSteps, type ChartStep } from './throughput-steps.ts';
import { outcomeWords } from './throughput-words.ts';

interface LayoutProps extends PanelContext {
  shown: readonly NamedSeries[];
}

function useOpenList({ hub, q, zone }: PanelContext) {
  const navigate = useNavigate();
  return (window: ChartStep, outcome: Outcome, name: string) =>
    void navigate({
      to: '/hubs/$hub/instances',
      params: { hub },
      search: { q: stepFilter({ q, zone, window, outcome, name }) },
    });
}

/** One small picture for each name, each on a scale of its own. */
function NamesApart({ shown, ...context }: LayoutProps) {
  const open = useOpenList(context);
  const { answer, readAtMs, search, onWindow } = context;
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(340px,1fr))] gap-x-4 gap-y-2">
      {shown.map(({ name, steps, totals }) => (
        <li key={name} className="min-w-0">
          <p className="flex items-baseline gap-2">
            <bdi className="max-w-3/5 shrink-0 truncate font-medium" title={toVisibleText(name)}>
              {toVisibleText(name)}
            </bdi>
            <span className="truncate text-sm text-ink-muted" title={outcomeWords(totals)}>
              {outcomeWords(totals)}
            </span>
          </p>
          <OutcomeChart
            label={`${toVisibleText(name)}: ${outcomeWords(totals)}`}
            steps={placeSteps(answer, steps, readAtMs)}
            view={search.view ?? 'stacked'}
            heightPx={110}
            maxTicks={4}
            onWindow={onWindow}
            onOpen={(step, outcome) => open(step, outcome, name)}
          />
        </li>
      ))}
    </ul>
  );
}

function NamesTogether({ shown, slots, ...context }: LayoutProps & { slots: ReadonlyMap<string, number> }) {
  const open = useOpenList(context);
  const { answer, readAtMs, search, onWindow } = context;
  const { outcome = 'started', view = 'stacked' } = search;
  return (
    <NamesChart
      series={shown.map(({ name, steps }) => ({
        name,
        steps: placeSteps(answer, steps, readAtMs),
        slot: slots.get(name),
      }))}
      outcome={outcome}
      view={view}
      onWindow={onWindow}
      onOpen={(step, name) => open(step, outcome, name)}
    />
  );
}

/** Totals over the whole window, one row a name. */
function NamesTable({ shown, answer, ...context }: LayoutProps) {
  const { hub, q, zone, readAtMs, search } = context;
  const { names: layout = 'apart', outcome = 'started' } = search;
  if (layout === 'apart')
    return (
      <DataTable
        label="By name"
        headLabel="Name"
        columns={outcomes.map((key) => ({ key, label: outcomeLooks[key].label }))}
        rows={shown.map(({ name, totals }) => ({
          key: name,
          head: toVisibleText(name),
          cells: outcomes.map((key) => formatCount(totals[key])),
        }))}
      />
    );
  return (
    <DataTable
      label={`${outcomeLooks[outcome].label} by name over time`}
      headLabel="Time"
      columns={shown.map(({ name }) => ({ key: name, label: toVisibleText(name) }))}
      rows={stepRows(placeSteps(answer, answer.all.steps, readAtMs), zone, (step) =>
        shown.map(({ name, steps }) => {
          const own = placeSteps(answer, steps, readAtMs)[step.place];
          const count = own?.counts?.[outcome] ?? 0;
          return <CountLink key={name} {...{ hub, q, zone, step, outcome, name, count }} />;
        }),
      )}
    />
  );
}

export function NamesPanel(context: PanelContext) {
  const { answer, search, onChange } = context;
  const all = namedSeries(answer.byName);
  const shown = shownNames(all, search);
  const slots = useSeriesSlots(shown.map(({ name }) => name));
  const isTogether = search.names === 'together';
  const nameLegend = shown.map(({ name }) => ({ key: name, label: name, color: slotColor(slots.get(name)) }));
  const busiest = shown.at(0);
  return (
    <ChartPanel
      title="By name"
      legend={isTogether ? nameLegend : outcomeLegend}
      summary={
        busiest === undefined
          ? 'No name has started or ended in this window.'
          : `${shown.length} of ${plural(all.length, 'name')}. ${toVisibleText(busiest.name)}: ${outcomeWords(busiest.totals)}.${isTogether ? '' : ' Each picture has its own scale.'}`
      }
      actions={<NamesToolbar all={all} shown={shown} search={search} onChange={onChange} />}
      table={() => <NamesTable {...context} shown={shown} />}
    >
      {isTogether ? (
        <NamesTogether {...context} shown={shown} slots={slots} />
      ) : (
        <NamesApart {...context} shown={shown} />
      )}
    </ChartPanel>
  );
}
