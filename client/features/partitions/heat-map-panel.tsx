import { useQuery } from '@tanstack/react-query';
import { CircleHelp, LayoutGrid } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Partitions, QueueHistory } from '../../../shared/contract/partitions.ts';
import { ChartPanel } from '../../components/charts/chart-panel.tsx';
import type { LegendEntry } from '../../components/charts/legend.tsx';
import { slotColor } from '../../components/charts/series-slots.ts';
import { useSeriesSlots } from '../../components/charts/use-series-slots.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleMark } from '../../components/stale-mark.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { hubNameOf } from '../../lib/hub-name.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { heatNumberLooks, heatPaint, heatShare, highest, isSampled, notSampledPaint } from './heat-look.ts';
import { HeatMap } from './heat-map.tsx';
import { HeatTable } from './heat-table.tsx';
import { heatSummary } from './heat-words.ts';
import { queueHistoryQuery } from './partitions-queries.ts';
import type { HeatValue, HeatWindow, PartitionsSearch } from './partitions-search.ts';

const valueSegments = [
  { value: 'depth', label: 'Depth', title: 'Messages in the queue, visible or not' },
  { value: 'age', label: 'Age', title: 'How long the oldest visible message has waited' },
  { value: 'dequeues', label: 'Dequeues', title: 'How often a message was taken and came back' },
  { value: 'owner', label: 'Owner', title: 'Which worker held the partition' },
] as const satisfies readonly { value: HeatValue; label: string; title: string }[];

const windowSegments = [
  { value: '1h', label: '1 h' },
  { value: '6h', label: '6 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
] as const satisfies readonly { value: HeatWindow; label: string }[];

const notSampled: LegendEntry = { key: 'not sampled', label: 'not sampled', color: notSampledPaint };

function ownersOf({ queues }: QueueHistory): string[] {
  return [...new Set(queues.flatMap(({ cells }) => cells.flatMap(({ owner }) => owner ?? [])))].sort();
}

function legendOf(
  history: QueueHistory,
  value: HeatValue,
  slots: ReadonlyMap<string, number>,
): LegendEntry[] {
  if (value === 'owner')
    return [
      notSampled,
      { key: 'nobody', label: 'no owner', color: heatPaint(0) },
      ...ownersOf(history).map((owner) => ({
        key: `owner ${owner}`,
        label: owner,
        color: slotColor(slots.get(owner)),
      })),
    ];
  const most = highest(history, value);
  const { label } = heatNumberLooks[value];
  const middle = Math.round(Math.expm1(Math.log1p(most) / 2));
  const steps = [...new Set([0, middle, most])];
  return [
    notSampled,
    ...steps.map((step) => ({
      key: String(step),
      label: label(step),
      color: heatPaint(heatShare(step, most)),
    })),
  ];
}

interface HeatMapPanelProps {
  hub: string;
  /** Where owners are recorded; `null` = nowhere, so that no owner is none known. */
  ownership: Partitions['ownership'] | undefined;
  search: PartitionsSearch;
  onChange: (change: Partial<PartitionsSearch>) => void;
}

const title = 'Queues over time';

/** Work items have no owner by nature. */
function ownedOnly(history: QueueHistory): QueueHistory {
  return { ...history, queues: history.queues.filter(({ partition }) => partition !== null) };
}

function NoPicture({ isUnknown, every }: { isUnknown: boolean; every: string }) {
  return isUnknown ? (
    <EmptyState title="Owners unknown" icon={CircleHelp}>
      This task hub does not record which workers own its partitions.
    </EmptyState>
  ) : (
    <EmptyState title="No samples yet" icon={LayoutGrid}>
      Every {every} the queues are sampled while somebody looks at this task hub or an alert watches it.
    </EmptyState>
  );
}

interface LoadedProps extends HeatMapPanelProps {
  read: QueueHistory;
  mark: ReactNode;
}

function Loaded({ hub, read, ownership, search, onChange, mark }: LoadedProps) {
  const { value = 'depth', window = '1h' } = search;
  const history = value === 'owner' ? ownedOnly(read) : read;
  const isUnknown = value === 'owner' && ownership === null;
  const { timeZone } = usePreferences();
  const slots = useSeriesSlots(ownersOf(history));
  const hasPicture = !isUnknown && history.queues.some(({ cells }) => cells.some(isSampled));
  const every = formatDuration(history.sampleEveryMs);
  return (
    <ChartPanel
      title={title}
      legend={hasPicture ? legendOf(history, value, slots) : []}
      summary={
        hasPicture
          ? heatSummary(history, value, { hubName: hubNameOf(hub), timeZone })
          : isUnknown
            ? 'Owners are not recorded.'
            : 'No samples in this window.'
      }
      actions={
        <>
          {mark}
          <Segmented
            label="Value of a cell"
            segments={valueSegments}
            value={value}
            onChange={(next) => onChange({ value: next })}
          />
          <Segmented
            label="Window of the heat map"
            segments={windowSegments}
            value={window}
            onChange={(next) => onChange({ window: next })}
          />
        </>
      }
      table={() => <HeatTable hub={hub} history={history} value={value} />}
    >
      {hasPicture ? (
        <HeatMap
          key={window}
          hub={hub}
          history={history}
          value={value}
          slots={slots}
          onQueue={(queue) => onChange({ queue, partition: undefined, message: undefined })}
        />
      ) : (
        <NoPicture isUnknown={isUnknown} every={every} />
      )}
    </ChartPanel>
  );
}

/** What the queues were like, as far as anybody looked. */
export function HeatMapPanel(props: HeatMapPanelProps) {
  const { hub, search } = props;
  const query = useQuery(queueHistoryQuery(hub, search.window ?? '1h'));
  const { data, error } = query;
  const retry = { onRetry: () => void query.refetch(), isRetrying: query.isFetching };
  if (data !== undefined)
    return (
      <Loaded
        {...props}
        read={data}
        mark={error !== null && <StaleMark error={error} dataUpdatedAtMs={query.dataUpdatedAt} {...retry} />}
      />
    );
  return (
    <section aria-label={title} aria-busy={error === null} className="px-4 pt-1 pb-3">
      <h2 className="py-2 font-semibold">{title}</h2>
      {error === null ? (
        <div role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-[120px]!" />
        </div>
      ) : (
        <ErrorNotice error={error} {...retry} />
      )}
    </section>
  );
}
