import { useId, useState } from 'react';
import type { Facet } from '../../../../shared/contract/instance-facets.ts';
import { formatCount } from '../../../lib/format-count.ts';
import type { Choice, ChoiceAction, ChoiceField } from '../filter/choice-edits.ts';
import { FacetRow, type FacetMark } from './facet-row.tsx';
import { facetValues, valuesFieldOfChoice } from './facet-values.ts';
import { useFoundValues } from './use-found-values.ts';

interface FacetSectionProps {
  hub: string;
  field: ChoiceField;
  title: string;
  /** Rows shown before “more”. */
  shown: number;
  facet: Facet;
  choice: Choice;
  onEdit: (value: string, action: ChoiceAction) => void;
}

function markOf({ included, excluded }: Choice, value: string): FacetMark {
  if (included.includes(value)) return 'included';
  return excluded.includes(value) ? 'excluded' : null;
}

export function FacetSection({ hub, field, title, shown, facet, choice, onEdit }: FacetSectionProps) {
  const [isWhole, setIsWhole] = useState(false);
  const [typed, setTyped] = useState('');
  const titleId = useId();
  const chosen = [...choice.included, ...choice.excluded];
  const known = facetValues({ field, facet, chosen }).filter(
    ({ value, count }) => count !== 0 || chosen.includes(value),
  );
  const found = useFoundValues({ hub, field, typed, known });
  const isLong = facet.distinct > shown;
  const visible = typed === '' && !isWhole ? found.values.slice(0, shown) : found.values;
  const hidden = Math.max(facet.distinct, known.length) - visible.length;
  const maxCount = Math.max(0, ...known.map(({ count }) => count ?? 0));
  return (
    <section aria-labelledby={titleId} className="border-b border-line px-2 py-2">
      <h3 id={titleId} className="px-1.5 text-sm font-medium text-ink-muted">
        {title}
        {isLong && <span className="font-normal text-ink-faint"> {formatCount(facet.distinct)}</span>}
      </h3>
      {isLong && valuesFieldOfChoice(field) !== null && (
        <input
          type="search"
          aria-label={`Find a value of ${title}`}
          placeholder="Find"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="my-1 h-6 w-full rounded-md border border-line bg-raised px-1.5 text-sm placeholder:text-ink-faint"
        />
      )}
      <ul>
        {visible.map((one) => (
          <FacetRow
            key={one.value}
            facetTitle={title}
            one={one}
            mark={markOf(choice, one.value)}
            maxCount={maxCount}
            hasChoice={chosen.length > 0}
            onEdit={(action) => onEdit(one.value, action)}
          />
        ))}
      </ul>
      {visible.length === 0 && (
        <p className="px-1.5 text-sm text-ink-faint">
          {typed === '' ? 'None' : found.isSearching ? 'Searching' : 'No value contains this text'}
        </p>
      )}
      {found.error !== null && (
        <p role="alert" className="px-1.5 text-sm text-ink-muted">
          Searching all values failed; those shown were already here.
        </p>
      )}
      {typed === '' && (hidden > 0 || isWhole) && (
        <MoreValues
          hidden={hidden}
          canShow={known.length > shown}
          isWhole={isWhole}
          onToggle={() => setIsWhole(!isWhole)}
        />
      )}
    </section>
  );
}

interface MoreValuesProps {
  hidden: number;
  /** Whether a click brings some of them. */
  canShow: boolean;
  isWhole: boolean;
  onToggle: () => void;
}

function MoreValues({ hidden, canShow, isWhole, onToggle }: MoreValuesProps) {
  const words = hidden > 0 ? `${formatCount(hidden)} more` : '';
  return (
    <p className="flex gap-2 px-1.5 text-sm text-ink-faint">
      {canShow && (
        <button type="button" className="text-accent hover:underline" onClick={onToggle}>
          {isWhole ? 'Fewer' : words}
        </button>
      )}
      {(isWhole || !canShow) && words !== '' && <span>{words}, find them by text</span>}
    </p>
  );
}
