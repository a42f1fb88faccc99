import { Suspense, useState } from 'react';
import { canonicalFilter } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { printTerm } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { LazyFilterPopover, type FilterEditing } from './filter-editing.ts';
import { withText } from './filter-parts.ts';

interface FilterActionsProps extends FilterEditing {
  isText: boolean;
  onFormChange: () => void;
}

/** Everything the bar offers to the mouse that is not about one chip. */
export function FilterActions({ hub, text, reader, isText, field, ...actions }: FilterActionsProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { zone } = reader;
  return (
    <div className="flex h-8 shrink-0 items-center gap-1">
      <Button
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        + Filter
      </Button>
      <Button
        look="quiet"
        aria-pressed={isText}
        title="Edit the whole filter as one text"
        onClick={actions.onFormChange}
        className={isText ? 'bg-selected' : ''}
      >
        Text
      </Button>
      {text !== '' && (
        <>
          <CopyButton text={canonicalFilter(text, zone)} what="filter as text" />
          <Button
            look="quiet"
            aria-label="Clear all filters"
            onClick={() => {
              actions.onChange('', 'All filters removed');
              field.current?.focus();
            }}
          >
            Clear
          </Button>
        </>
      )}
      {anchor !== null && (
        <Suspense>
          <LazyFilterPopover
            hub={hub}
            text={text}
            reader={reader}
            anchor={anchor}
            term={null}
            onSubmit={(term) => {
              const added = canonicalFilter(withText(text, printTerm(term)), zone);
              actions.onChange(added, 'Filter added');
            }}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
