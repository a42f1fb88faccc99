import { Suspense, useState } from 'react';
import {
  canonicalFilter,
  removeTerm,
  replaceTerm,
} from '../../../../shared/domain/instance-filter/edit-filter.ts';
import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { wordsOf } from './filter-chip.tsx';
import { FilterChips } from './filter-chips.tsx';
import { LazyFilterPopover, type FilterEditing } from './filter-editing.ts';
import { FilterField } from './filter-field.tsx';
import { isComplete, withoutPart, withText, type FilterPart, type TermPart } from './filter-parts.ts';

interface FilterTermsProps extends FilterEditing {
  parts: readonly FilterPart[];
  /** To the whole filter as text, with a part of it selected. */
  onEditText: (start: number, end: number) => void;
}

/** Terms as chips and a field that makes more of them. */
export function FilterTerms({ hub, text, reader, field, parts, ...actions }: FilterTermsProps) {
  const { zone } = reader;
  const [draft, setDraft] = useState('');
  const [opened, setOpened] = useState<{ part: TermPart; chip: HTMLElement } | null>(null);

  function say(word: string, part: FilterPart): string {
    return `${word}: ${Object.values(wordsOf(part, reader)).join(' ')}`;
  }

  function commit(typed: string): void {
    setDraft('');
    if (typed.trim() === '') return;
    actions.onChange(canonicalFilter(withText(text, typed), zone), `Filter added: ${typed}`);
  }

  function type(typed: string): void {
    const isBlankAdded = typed === `${draft} `;
    if (isBlankAdded && isComplete(typed, zone)) commit(typed);
    else setDraft(typed);
  }

  function replace({ index }: TermPart, term: FilterTerm, words: string): void {
    actions.onChange(replaceTerm(text, zone, index, term), words);
  }

  function remove(part: FilterPart): void {
    const rest = part.kind === 'term' ? removeTerm(text, zone, part.index) : withoutPart(text, part);
    actions.onChange(rest, say('Filter removed', part));
  }

  function open(part: FilterPart, chip: HTMLElement): void {
    if (part.kind === 'problem') actions.onEditText(part.problem.start, part.problem.end);
    else setOpened({ part, chip });
  }

  return (
    <FilterChips
      parts={parts}
      reader={reader}
      onOpen={open}
      onRemove={remove}
      onNegate={(part) => {
        const term = { ...part.term, isNegated: !part.term.isNegated };
        replace(part, term, say(term.isNegated ? 'Excluded' : 'Included', part));
      }}
    >
      <FilterField
        hub={hub}
        input={field}
        label="Add a filter"
        placeholder={parts.length === 0 ? 'Filter: status:failed name:Order* age>2h' : 'Add a filter'}
        value={draft}
        onChange={type}
        onCommit={commit}
        onKeyDown={(event) => {
          const last = parts.at(-1);
          if (event.key !== 'Backspace' || draft !== '' || last === undefined) return;
          event.preventDefault();
          remove(last);
        }}
      />
      {opened !== null && (
        <Suspense>
          <LazyFilterPopover
            hub={hub}
            text={text}
            reader={reader}
            anchor={opened.chip}
            term={opened.part.term}
            onSubmit={(term) => replace(opened.part, term, 'Filter changed')}
            onRemove={() => remove(opened.part)}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </FilterChips>
  );
}
