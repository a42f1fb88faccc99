import { Popover } from '../../components/popover.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { defaultTop, toggleName, topChoices, type NamedSeries } from './chosen-names.ts';
import { outcomeLooks } from './outcome-look.ts';
import type { PanelContext } from './outcome-panel.tsx';
import { outcomes } from './throughput-search.ts';

const layoutSegments = [
  { value: 'apart', label: 'Each apart', title: 'One picture for each name' },
  { value: 'together', label: 'Together', title: 'One picture of one outcome' },
] as const;

interface NamesToolbarProps extends Pick<PanelContext, 'search' | 'onChange'> {
  all: readonly NamedSeries[];
  shown: readonly NamedSeries[];
}

function NameChoices({ all, shown, onChange }: Omit<NamesToolbarProps, 'search'>) {
  const names = shown.map(({ name }) => name);
  return (
    <ul className="max-h-72 overflow-auto p-1">
      {all.map(({ name, totals }) => (
        <li key={name}>
          <label className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-hover">
            <input
              type="checkbox"
              checked={names.includes(name)}
              onChange={() => onChange({ name: toggleName(names, name), top: undefined })}
            />
            <span className="min-w-0 flex-1 truncate">{toVisibleText(name)}</span>
            <span className="text-sm text-ink-faint">{plural(totals.started, 'start')}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

/** Which names, of what, and how. */
export function NamesToolbar({ all, shown, search, onChange }: NamesToolbarProps) {
  const { names: layout = 'apart', outcome = 'started', name: chosen, top = defaultTop } = search;
  const tops = [...new Set([...topChoices, top])].sort((a, b) => a - b);
  return (
    <>
      {layout === 'together' && (
        <Select
          label="Outcome by name"
          options={outcomes.map((value) => ({ value, label: outcomeLooks[value].label }))}
          value={outcome}
          onChange={(value) => onChange({ outcome: value })}
        />
      )}
      <Select
        label="Names shown"
        options={[
          ...tops.map((value) => ({ value: String(value), label: `Busiest ${value}` })),
          ...(chosen === undefined ? [] : [{ value: 'chosen', label: 'Chosen names' }]),
        ]}
        value={chosen === undefined ? String(top) : 'chosen'}
        onChange={(value) => {
          if (value !== 'chosen') onChange({ top: Number(value), name: undefined });
        }}
      />
      <Popover label="Choose names">
        <NameChoices all={all} shown={shown} onChange={onChange} />
      </Popover>
      <Segmented
        label="Names as"
        segments={layoutSegments}
        value={layout}
        onChange={(value) => onChange({ names: value })}
      />
    </>
  );
}
