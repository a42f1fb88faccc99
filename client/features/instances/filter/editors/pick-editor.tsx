import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { replaceFields, validFilter } from '../../../../../shared/domain/instance-filter/edit-filter.ts';
import type { FilterTerm } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { SkeletonLines } from '../../../../components/skeleton.tsx';
import { formatCount } from '../../../../lib/format-count.ts';
import { toVisibleText } from '../../../../lib/visible-text.ts';
import { instanceFacetsQuery } from '../../facets/facet-queries.ts';
import { facetOf, facetValues, valuesFieldOfChoice } from '../../facets/facet-values.ts';
import { useFoundValues } from '../../facets/use-found-values.ts';
import { makeChoiceTerm, valuesOf, type ChoiceField } from '../choice-edits.ts';
import type { ReaderZone } from '../reader-zone.ts';

export interface PickEditorProps {
  hub: string;
  text: string;
  reader: ReaderZone;
  field: ChoiceField;
  term: FilterTerm;
  onChange: (term: FilterTerm) => void;
}

/** Checkboxes with how many rows each value has under the rest of the filter. */
export function PickEditor({ hub, text, reader, field, term, onChange }: PickEditorProps) {
  const [typed, setTyped] = useState('');
  const { zone } = reader;
  const rest = replaceFields(validFilter(text, zone), zone, [field], []);
  const facets = useQuery(instanceFacetsQuery(hub, rest));
  const chosen = valuesOf(term);
  const [first] = useState(chosen);
  const known = facetValues({ field, facet: facetOf(facets.data, field), chosen: [...first, ...chosen] });
  const found = useFoundValues({ hub, field, typed, known });
  const isLoading = facets.isPending && known.length === 0;

  function toggle(value: string): void {
    const values = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onChange(makeChoiceTerm(field, values, term.isNegated));
  }

  return (
    <div className="flex flex-col gap-1">
      {(valuesFieldOfChoice(field) !== null || known.length > 12) && (
        <input
          type="search"
          aria-label="Find a value"
          placeholder="Find a value"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="h-7 w-full rounded-md border border-line-strong bg-canvas px-2 placeholder:text-ink-faint"
        />
      )}
      {isLoading && <SkeletonLines lines={4} />}
      <ul className="max-h-72 overflow-y-auto">
        {found.values.map(({ value, label, count }) => (
          <li key={value}>
            <label className="flex h-7 cursor-pointer items-center gap-2 rounded-sm px-1 hover:bg-hover">
              <input
                type="checkbox"
                className="accent-accent"
                checked={chosen.includes(value)}
                onChange={() => toggle(value)}
              />
              <bdi className="min-w-0 flex-1 truncate" title={label}>
                {toVisibleText(label)}
              </bdi>
              {count !== null && <span className="text-ink-muted">{formatCount(count)}</span>}
            </label>
          </li>
        ))}
      </ul>
      {found.values.length === 0 && !isLoading && (
        <p role="status" className="py-1 text-ink-muted">
          {found.isSearching ? 'Searching' : 'No value contains this text'}
        </p>
      )}
      {facets.error !== null && (
        <p role="alert" className="text-sm text-ink-muted">
          The values could not be counted.
        </p>
      )}
    </div>
  );
}
