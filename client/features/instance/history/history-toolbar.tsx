import { Download, X } from 'lucide-react';
import { downloadHistory } from '../../../../shared/contract/history-file.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { Button } from '../../../components/button.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { Select } from '../../../components/select.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { noFilter, type Count, type HistoryFilter } from './history-filter.ts';

/** Texts from storage may be anything: so many are offered, the others are found by typing. */
const maxOffered = 60;

function mostFrequent(counts: readonly Count[], chosen: readonly string[]): readonly Count[] {
  if (counts.length <= maxOffered) return counts;
  const least = [...counts].sort((one, other) => other.count - one.count)[maxOffered - 1]?.count ?? 0;
  const offered = counts.filter(({ count }) => count >= least).slice(0, maxOffered);
  return [
    ...offered,
    ...counts.filter(({ value }) => chosen.includes(value) && !offered.some((each) => each.value === value)),
  ];
}

interface TypeChipsProps {
  types: readonly Count[];
  chosen: readonly string[];
  onChange: (types: readonly string[]) => void;
}

function TypeChips({ types, chosen, onChange }: TypeChipsProps) {
  function toggle(type: string): void {
    const others = chosen.filter((each) => each !== type);
    onChange(others.length < chosen.length ? others : [...chosen, type]);
  }
  return mostFrequent(types, chosen).map(({ value: type, count }) => (
    <button
      key={type}
      type="button"
      aria-pressed={chosen.includes(type)}
      onClick={() => toggle(type)}
      className={classNames(
        'h-6 max-w-64 truncate rounded-md border px-2 text-sm',
        chosen.includes(type)
          ? 'border-accent bg-selected text-ink'
          : 'border-line text-ink-muted hover:bg-hover hover:text-ink',
      )}
    >
      {toVisibleText(type)} <span className="text-ink-faint">{formatCount(count)}</span>
    </button>
  ));
}

interface NameSelectProps {
  names: readonly Count[];
  chosen: readonly string[];
  onChange: (names: readonly string[]) => void;
}

function NameSelect({ names, chosen, onChange }: NameSelectProps) {
  const [value = ''] = chosen;
  const options = mostFrequent(names, chosen).map((name) => ({
    value: name.value,
    label: `${toVisibleText(name.value)} (${formatCount(name.count)})`,
  }));
  return (
    <Select
      label="Function, child, event or operation"
      className="max-w-56"
      value={value}
      options={[{ value: '', label: 'All functions' }, ...options]}
      onChange={(name) => onChange(name === '' ? [] : [name])}
    />
  );
}

const groupings = [
  { value: 'events', label: 'By time' },
  { value: 'step', label: 'By step' },
] as const;

interface HistoryToolbarProps {
  hub: string;
  instanceId: string;
  types: readonly Count[];
  names: readonly Count[];
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
  isGrouped: boolean;
  onGroup: (isGrouped: boolean) => void;
}

export function HistoryToolbar({ types, names, filter, onChange, ...rest }: HistoryToolbarProps) {
  const isFiltered = filter.text !== '' || filter.types.length + filter.names.length > 0;
  return (
    <div className="flex flex-col gap-1.5 px-4 pb-2">
      <div role="search" className="flex flex-wrap items-center gap-1.5">
        <SearchField
          label="Find in the history"
          placeholder="Find name, type, id, reason"
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
        <NameSelect
          names={names}
          chosen={filter.names}
          onChange={(chosen) => onChange({ ...filter, names: chosen })}
        />
        <Segmented
          label="Order of the events"
          segments={groupings}
          value={rest.isGrouped ? 'step' : 'events'}
          onChange={(value) => rest.onGroup(value === 'step')}
        />
        {isFiltered && (
          <Button look="quiet" icon={X} onClick={() => onChange(noFilter)}>
            Clear
          </Button>
        )}
        {rest.hub !== importedHub && (
          <a
            href={endpointUrl(downloadHistory, { hub: rest.hub, instanceId: rest.instanceId }, undefined)}
            download
            className="ml-auto inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
          >
            <Download aria-hidden size={14} />
            Download all as JSON
          </a>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label="Event types">
        <TypeChips
          types={types}
          chosen={filter.types}
          onChange={(chosen) => onChange({ ...filter, types: chosen })}
        />
      </div>
    </div>
  );
}
