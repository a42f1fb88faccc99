import { X } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { HistoryFilter, TypeCount } from './history-rows.ts';

interface HistoryToolbarProps {
  types: readonly TypeCount[];
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
}

export function HistoryToolbar({ types, filter, onChange }: HistoryToolbarProps) {
  function toggleType(type: string): void {
    const others = filter.types.filter((chosen) => chosen !== type);
    const isChosen = others.length < filter.types.length;
    onChange({ ...filter, types: isChosen ? others : [...filter.types, type] });
  }
  return (
    <div role="search" className="flex flex-wrap items-center gap-1.5 px-4 pb-2">
      <SearchField
        label="Find in the history"
        placeholder="Find name, type, id, reason"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      {types.map(({ type, count }) => {
        const isChosen = filter.types.includes(type);
        return (
          <button
            key={type}
            type="button"
            aria-pressed={isChosen}
            onClick={() => toggleType(type)}
            className={classNames(
              'h-6 max-w-64 truncate rounded-md border px-2 text-sm',
              isChosen
                ? 'border-accent bg-selected text-ink'
                : 'border-line text-ink-muted hover:bg-hover hover:text-ink',
            )}
          >
            {toVisibleText(type)} <span className="text-ink-faint">{formatCount(count)}</span>
          </button>
        );
      })}
      {(filter.text !== '' || filter.types.length > 0) && (
        <Button look="quiet" icon={X} onClick={() => onChange({ text: '', types: [] })}>
          Clear
        </Button>
      )}
    </div>
  );
}
