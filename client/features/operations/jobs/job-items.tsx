import { useInfiniteQuery } from '@tanstack/react-query';
import type { Job, JobItem } from '../../../../shared/contract/jobs.ts';
import { Panel } from '../../../components/panel.tsx';
import { Select } from '../../../components/select.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { JobItemRows } from './job-item-rows.tsx';
import { countOf, itemLooks, itemStateOrder } from './job-look.ts';
import { jobItemsQuery } from './job-queries.ts';

interface JobItemsProps {
  hub: string;
  job: Job;
  state: JobItem['state'] | undefined;
  onState: (state: JobItem['state'] | undefined) => void;
}

/** What became of each instance, in the order of the job. */
export function JobItems({ hub, job, state, onState }: JobItemsProps) {
  const query = useInfiniteQuery(jobItemsQuery(hub, job, state));
  const options = [
    { value: '', label: `All ${formatCount(job.total)}` },
    ...itemStateOrder.map((value) => ({
      value,
      label: `${itemLooks[value].word} (${formatCount(countOf(job, value))})`,
    })),
  ];
  return (
    <Panel
      title="Results"
      query={query}
      isFlush
      actions={
        <Select
          label="Results that are"
          options={options}
          value={state ?? ''}
          onChange={(chosen) => onState(itemStateOrder.find((known) => known === chosen))}
          className="w-44"
        />
      }
    >
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return items.length === 0 ? (
          <p className="px-4 text-ink-muted">
            {state === undefined ? 'The job has no instances.' : `No instance is ${itemLooks[state].word}.`}
          </p>
        ) : (
          <JobItemRows
            hub={hub}
            items={items}
            total={state === undefined ? job.total : countOf(job, state)}
            onEnd={() => {
              if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
            }}
          />
        );
      }}
    </Panel>
  );
}
