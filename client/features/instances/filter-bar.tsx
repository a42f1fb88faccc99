import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { IdPrefixFilter } from './id-prefix-filter.tsx';
import {
  isFiltered,
  toggled,
  type InstanceListFilter,
  type InstanceListSearch,
} from './instance-list-search.ts';
import { instanceFacetsQuery } from './instances-queries.ts';
import { NameFilter } from './name-filter.tsx';
import { StatusFilter } from './status-filter.tsx';

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'orchestration', label: 'Orchestrations' },
  { value: 'entity', label: 'Entities' },
] as const;

interface FilterBarProps {
  hub: string;
  search: InstanceListSearch;
  onFilter: (change: Partial<InstanceListFilter>) => void;
  onClear: () => void;
  heading: ReactNode;
  /** At the end of the bar. */
  note: ReactNode;
}

export function FilterBar({ hub, search, onFilter, onClear, heading, note }: FilterBarProps) {
  // Without counts every filter still works, so a failure here is not worth a notice: the list shows its own.
  const { data: facets } = useQuery(instanceFacetsQuery(hub, search));
  const counts = facets ? new Map(facets.status.map((one) => [one.value, one.count])) : null;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        {heading}
        <IdPrefixFilter
          value={search.idPrefix ?? ''}
          onChange={(prefix) => onFilter({ idPrefix: prefix === '' ? undefined : prefix })}
        />
        <Segmented
          label="Kind"
          segments={kinds}
          value={search.kind ?? 'all'}
          onChange={(kind) => onFilter({ kind: kind === 'all' ? undefined : kind })}
        />
        <NameFilter
          names={facets?.name ?? null}
          chosen={search.name ?? []}
          onToggle={(name) => onFilter({ name: toggled(search.name, name) })}
        />
        {note}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <StatusFilter
          counts={counts}
          chosen={search.status ?? []}
          onToggle={(status) => onFilter({ status: toggled(search.status, status) })}
        />
        {isFiltered(search) && (
          <Button look="quiet" aria-label="Clear all filters" onClick={onClear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}
