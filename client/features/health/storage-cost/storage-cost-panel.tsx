import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '../../../../shared/contract/endpoint.ts';
import type { getStorageCost, RequestCount } from '../../../../shared/contract/storage-cost.ts';
import { Sparkline } from '../../../components/charts/sparkline.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { storageCostQuery } from './storage-cost-queries.ts';

type StorageCost = ResultOf<typeof getStorageCost>;

const minutesPerMonth = 43_200;
const head = 'py-1 pr-3 font-normal whitespace-nowrap';
const services = { table: 'Tables', queue: 'Queues', blob: 'Blobs' } as const;
const operations = { read: 'single reads and peeks', list: 'queries and lists', write: 'writes' } as const;
const parts = {
  'control-polling': 'Looking into control queues',
  'work-item-polling': 'Looking for work items',
  leases: 'Keeping partitions',
  messages: 'Messages',
  checkpoints: 'Checkpoints',
} as const;

function lastOf({ perMinute }: RequestCount): number {
  return perMinute.at(-1) ?? 0;
}

function rate(perMinute: number): string {
  return formatCount(Math.round(perMinute * 10) / 10);
}

function CountRow({ count, whose }: { count: RequestCount; whose: string }) {
  const label = `${services[count.service]}, ${operations[count.operation]}`;
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-1 pr-3 text-left font-normal">
        {label}
        {whose !== '' && <span className="text-ink-muted"> {whose}</span>}
      </th>
      <td className="py-1 pr-3 text-right">{formatCount(lastOf(count))}</td>
      <td className="py-1 pr-3">
        <Sparkline
          counts={count.perMinute}
          color="var(--color-accent)"
          label={`${label}: at most ${formatCount(Math.max(...count.perMinute))} a minute in the last hour`}
        />
      </td>
      <td className="py-1 text-right text-ink-muted">{formatCount(count.total)}</td>
    </tr>
  );
}

/** Counted, minute by minute. */
function DashboardRequests({ dashboard }: Pick<StorageCost, 'dashboard'>) {
  const { hub, account, countedSince } = dashboard;
  const last = [...hub, ...account].reduce((sum, count) => sum + lastOf(count), 0);
  return (
    <section aria-label="Requests of this dashboard" className="min-w-0">
      <h3 className="font-semibold">This dashboard: {plural(last, 'request')} in the last full minute</h3>
      <p className="text-sm text-ink-muted">
        Counted since <InstantText instant={countedSince} as="compact" />.
      </p>
      <table aria-label="Requests of this dashboard" className="w-full border-collapse">
        <thead>
          <tr className="text-left text-ink-muted">
            <th scope="col" className={head}>
              Counted
            </th>
            <th scope="col" className={`${head} text-right`}>
              A minute
            </th>
            <th scope="col" className={head}>
              Last hour
            </th>
            <th scope="col" className="py-1 text-right font-normal whitespace-nowrap">
              In all
            </th>
          </tr>
        </thead>
        <tbody>
          {hub.map((count) => (
            <CountRow key={`hub ${count.service} ${count.operation}`} count={count} whose="" />
          ))}
          {account.map((count) => (
            <CountRow
              key={`account ${count.service} ${count.operation}`}
              count={count}
              whose="of the whole account"
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Reckoned, with the reckoning shown. */
function HubEstimate({ estimate }: Pick<StorageCost, 'estimate'>) {
  const { parts: found, hasMessageRates, problems } = estimate;
  const total = found.reduce((sum, { perMinute }) => sum + perMinute, 0);
  return (
    <section aria-label="Requests of the workers" className="min-w-0">
      <h3 className="font-semibold">The workers: about {rate(total)} requests a minute</h3>
      <ProblemList problems={problems} />
      <table aria-label="Requests of the workers" className="w-full border-collapse">
        <thead>
          <tr className="text-left text-ink-muted">
            <th scope="col" className={head}>
              Estimated
            </th>
            <th scope="col" className={`${head} text-right`}>
              A minute
            </th>
            <th scope="col" className="py-1 font-normal">
              Formula
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ what, formula, perMinute }) => (
            <tr key={what} className="border-t border-line align-top">
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                {parts[what]}
              </th>
              <td className="py-1 pr-3 text-right">{rate(perMinute)}</td>
              <td className="py-1 text-ink-muted">{formula}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-prose pt-1 text-sm text-ink-muted">
        With the engine’s default intervals, this goes on to about{' '}
        {formatCount(Math.round(total * minutesPerMonth))} requests in 30 days.{' '}
        {hasMessageRates
          ? 'Messages are counted as far as samples of the queues saw them.'
          : 'Messages are left out: the queues were not sampled long enough.'}
      </p>
    </section>
  );
}

/** What looking at this hub costs, beside what running it does. */
export function StorageCostPanel({ hub }: { hub: string }) {
  const query = useQuery(storageCostQuery(hub));
  return (
    <Panel title="Storage requests" query={query}>
      {({ dashboard, estimate }) => (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,460px),1fr))] items-start gap-x-8 gap-y-4">
          <DashboardRequests dashboard={dashboard} />
          <HubEstimate estimate={estimate} />
        </div>
      )}
    </Panel>
  );
}
