import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { canonicalFilter } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import type { FilterEditing } from './filter-editing.ts';
import { FilterField } from './filter-field.tsx';

interface FilterTextFormProps extends FilterEditing {
  /** What is selected at first. */
  caret: readonly [number, number];
  /** Back to the chips. */
  onDone: () => void;
}

/** The whole filter in one field, with every problem and its place below it. */
export function FilterTextForm({ hub, text, reader, field, caret, ...actions }: FilterTextFormProps) {
  const { zone } = reader;
  const [draft, setDraft] = useState(text);
  const [shownFor, setShownFor] = useState(text);
  // A chip of the quick row or the back button changes the filter from outside.
  if (shownFor !== text) {
    setShownFor(text);
    setDraft(text);
  }
  const { problems } = parseFilter(draft, zone);

  function select(start: number, end: number): void {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  }

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(...caret);
  }, [field, caret]);

  function apply(typed: string): void {
    actions.onChange(canonicalFilter(typed, zone), 'Filter changed');
  }

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <FilterField
        hub={hub}
        input={field}
        label="Filter as text"
        placeholder="status:failed name:Order* age>2h"
        value={draft}
        hasProblem={problems.length > 0}
        onChange={setDraft}
        onCommit={apply}
        onBlur={() => apply(draft)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          actions.onDone();
        }}
      />
      <ul aria-label="Problems of the filter" className="px-1 text-sm">
        {problems.map((problem) => (
          <li key={`${problem.start} ${problem.message}`}>
            <button
              type="button"
              // Keeps the focus in the field, which would be applied and drawn anew otherwise.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => select(problem.start, problem.end)}
              className="flex items-center gap-1.5 text-left text-danger hover:underline"
            >
              <TriangleAlert aria-hidden size={12} className="shrink-0" />
              Character {problem.start + 1}: {problem.message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
