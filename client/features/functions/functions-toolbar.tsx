import { Network, Table2 } from 'lucide-react';
import { functionKinds } from '../../../shared/domain/function-map/function-ref.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { kindLooks } from './function-look.ts';
import type { FunctionsSearch } from './functions-search.ts';

const kindOptions = [
  { value: 'all', label: 'All kinds' },
  ...functionKinds.map((kind) => ({ value: kind, label: kindLooks[kind].many })),
] as const;

interface FunctionsToolbarProps {
  search: FunctionsSearch;
  onChange: (part: FunctionsSearch) => void;
}

export function FunctionsToolbar({ search, onChange }: FunctionsToolbarProps) {
  const { view = 'graph', find = '', kind = 'all', rare } = search;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-1.5">
      <Segmented
        label="View"
        value={view}
        segments={[
          { value: 'graph', label: 'Graph', icon: Network },
          { value: 'table', label: 'Table', icon: Table2 },
        ]}
        onChange={(next) => onChange({ view: next === 'graph' ? undefined : next })}
      />
      <SearchField
        label="Find functions"
        placeholder="Part of a name"
        value={find}
        onChange={(text) => onChange({ find: text === '' ? undefined : text })}
      />
      <Select
        label="Kind of function"
        options={kindOptions}
        value={kind}
        onChange={(next) => onChange({ kind: next === 'all' ? undefined : next })}
        className="w-40"
      />
      <label className="inline-flex cursor-pointer items-center gap-1.5 whitespace-nowrap">
        <input
          type="checkbox"
          checked={rare === 'hidden'}
          onChange={({ target }) => onChange({ rare: target.checked ? 'hidden' : undefined })}
        />
        Hide what was seen once
      </label>
    </div>
  );
}
