import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { listHubs } from '../../shared/contract/hubs.ts';
import { hubsQuery } from '../api/hubs-queries.ts';
import { Select } from '../components/select.tsx';

const allHubs = { value: '', label: 'All task hubs' };

interface HubSwitcherProps {
  hub: string | null;
  onMissing: (hub: string | null) => void;
}

/** A connection that cannot be read may hold it. */
function isMissing({ connections, hubs }: ResultOf<typeof listHubs>, hub: string): boolean {
  const areAllRead = connections.length > 0 && connections.every(({ problem }) => problem === null);
  return areAllRead && !hubs.some((known) => known.hub === hub);
}

/** Works from the address alone while the list of hubs is not there or does not name this one. */
export function HubSwitcher({ hub, onMissing }: HubSwitcherProps) {
  const navigate = useNavigate();
  const { data } = useQuery(hubsQuery);
  const missing = hub !== null && data !== undefined && isMissing(data, hub) ? hub : null;
  useEffect(() => onMissing(missing), [missing, onMissing]);
  const known = (data?.hubs ?? []).map((one) => ({
    value: one.hub,
    label: `${one.name} · ${one.connection}`,
  }));
  const isKnown = hub === null || known.some((option) => option.value === hub);
  const options = [allHubs, ...(isKnown ? [] : [{ value: hub, label: hub }]), ...known];

  function open(chosen: string): void {
    void (chosen === ''
      ? navigate({ to: '/' })
      : navigate({ to: '/hubs/$hub/instances', params: { hub: chosen } }));
  }

  return <Select label="Task hub" options={options} value={hub ?? ''} onChange={open} className="w-64" />;
}
