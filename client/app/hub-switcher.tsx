import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { hubsQuery } from '../api/hubs-queries.ts';
import { Select } from '../components/select.tsx';

const allHubs = { value: '', label: 'All task hubs' };

/** Works from the address alone while the list of hubs is not there or does not name this one. */
export function HubSwitcher({ hub }: { hub: string | null }) {
  const navigate = useNavigate();
  const { data } = useQuery(hubsQuery);
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
