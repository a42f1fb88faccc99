import type { Coverage } from '../../../shared/contract/coverage.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount } from '../../lib/format-count.ts';
import type { InstanceListFilter, InstanceListSearch } from './instance-list-search.ts';

interface EmptyListProps {
  search: InstanceListSearch;
  coverage: Coverage;
  onFilter: (change: Partial<InstanceListFilter>) => void;
}

const filterNames = { idPrefix: 'id', name: 'name', status: 'status', kind: 'kind' } as const;

function loosenings(search: InstanceListSearch): (keyof typeof filterNames)[] {
  return (['idPrefix', 'name', 'status', 'kind'] as const).filter((key) => search[key] !== undefined);
}

/** Says why there is nothing: not looked yet, nothing there, or too narrow a filter and which one to loosen. */
export function EmptyList({ search, coverage, onFilter }: EmptyListProps) {
  if (coverage.state === 'building' && coverage.rows === 0)
    return (
      <EmptyState title="Reading the task hub">
        Rows appear here as soon as the first ones are read.
      </EmptyState>
    );
  const filters = loosenings(search);
  if (filters.length === 0)
    return (
      <EmptyState title="No instances in this task hub">
        {coverage.state === 'building'
          ? 'None so far; the index is still being built.'
          : 'Start an orchestration and it appears here.'}
      </EmptyState>
    );
  return (
    <EmptyState title="No instance matches these filters">
      <p>
        {formatCount(coverage.rows)} instances were looked through
        {coverage.state === 'building' && ' so far'}.
      </p>
      <p className="mt-3 flex flex-wrap justify-center gap-2">
        {filters.map((filter) => (
          <Button key={filter} onClick={() => onFilter({ [filter]: undefined })}>
            Any {filterNames[filter]}
          </Button>
        ))}
      </p>
    </EmptyState>
  );
}
