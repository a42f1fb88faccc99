import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FilledLinks } from '../../../components/links/filled-links.tsx';
import { TrackingQueries } from '../../../components/links/tracking-queries.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { hubLinksQuery } from './hub-links-queries.ts';

const spans = [
  { value: '60', label: '1 hour' },
  { value: '1440', label: '1 day' },
  { value: '10080', label: '7 days' },
] as const;
type Minutes = (typeof spans)[number]['value'];

/** The way from the hub to other tools and to what its app logged. */
export function HubLinksPanel({ hub }: { hub: string }) {
  const [minutes, setMinutes] = useState<Minutes>('60');
  const query = useQuery(hubLinksQuery(hub, Number(minutes)));
  return (
    <Panel
      title="Links and queries"
      query={query}
      actions={<Segmented label="Time" segments={spans} value={minutes} onChange={setMinutes} />}
    >
      {({ links, queries }) => (
        <div className="flex flex-col gap-3">
          <FilledLinks links={links} />
          <TrackingQueries queries={queries} />
        </div>
      )}
    </Panel>
  );
}
