import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Facet } from '../../../../shared/contract/instance-facets.ts';
import type { InstanceKind } from '../../../../shared/domain/instance-id.ts';
import { replaceFields, validFilter } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { Segmented } from '../../../components/segmented.tsx';
import { plural } from '../../../lib/format-count.ts';
import { instanceFacetsQuery } from '../facets/facet-queries.ts';
import { choiceIn, editChoice, makeChoiceTerm, type Choice, type ChoiceField } from './choice-edits.ts';
import { FilterActions } from './filter-actions.tsx';
import { FilterTerms } from './filter-terms.tsx';
import { partsOf } from './filter-parts.ts';
import { QuickStatus } from './quick-status.tsx';
import { useReaderZone } from './reader-zone.ts';
import { useSlashKey } from './use-slash-key.ts';

const FilterTextForm = lazy(async () => ({
  default: (await import('./filter-text-form.tsx')).FilterTextForm,
}));

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'orchestration', label: 'Orchestrations' },
  { value: 'entity', label: 'Entities' },
] as const;

function kindOf({ included, excluded }: Choice): InstanceKind | 'all' {
  const left = (['orchestration', 'entity'] as const).filter(
    (kind) => !excluded.includes(kind) && (included.length === 0 || included.includes(kind)),
  );
  return left.length === 1 ? (left[0] ?? 'all') : 'all';
}

function failureLabelsIn(failure: Facet | undefined): ReadonlyMap<string, string> {
  return new Map(
    (failure?.values ?? []).flatMap(({ value, label }) =>
      value === null || label === null ? [] : [[value, label]],
    ),
  );
}

interface FilterBarProps {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string;
  onTextChange: (text: string) => void;
  /** The reader asked for the field before it was there. */
  isFieldWanted?: boolean;
}

export function FilterBar({ hub, text, onTextChange, isFieldWanted = false }: FilterBarProps) {
  const readerZone = useReaderZone();
  const { zone } = readerZone;
  const parts = useMemo(() => partsOf(text, zone), [text, zone]);
  const terms = parts.flatMap((part) => (part.kind === 'term' ? [part.term] : []));
  const problems = parts.filter((part) => part.kind === 'problem');
  const [firstProblem] = problems;
  // Without counts every filter still works, so a failure here is not worth a notice: the list shows its own.
  const { data: facets } = useQuery(instanceFacetsQuery(hub, validFilter(text, zone)));
  const counts = facets ? new Map(facets.status.values.map(({ value, count }) => [value, count])) : null;
  /** Where the text form puts the caret; `null` = chips. */
  const [textCaret, setTextCaret] = useState<readonly [number, number] | null>(null);
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  function focusField(): void {
    field.current?.focus();
    field.current?.select();
  }
  useSlashKey(focusField);
  const takeFocus = useEffectEvent(() => isFieldWanted && focusField());
  useEffect(() => {
    takeFocus();
  }, []);

  function change(changed: string, words: string): void {
    setSaid(words);
    if (changed !== text) onTextChange(changed);
  }

  function toggle(choiceField: ChoiceField, value: string): void {
    const { included, excluded } = choiceIn(terms, choiceField);
    const action = [...included, ...excluded].includes(value) ? 'remove' : 'add';
    change(editChoice(text, zone, { field: choiceField, value, action }), '');
  }

  const reader = useMemo(
    () => ({ ...readerZone, failureLabels: failureLabelsIn(facets?.failure) }),
    [readerZone, facets],
  );
  const line = { hub, text, reader, field, onChange: change };
  return (
    <search aria-label="Instances" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-2">
        <div className="flex max-h-40 min-h-8 min-w-[min(100%,20rem)] flex-1 items-center-safe overflow-y-auto rounded-md border border-line-strong bg-raised px-1 py-[3px] has-[[role=combobox]:focus-visible]:outline-2 has-[[role=combobox]:focus-visible]:outline-accent">
          {textCaret === null ? (
            <FilterTerms {...line} parts={parts} onEditText={(start, end) => setTextCaret([start, end])} />
          ) : (
            <Suspense>
              <FilterTextForm {...line} caret={textCaret} onDone={() => setTextCaret(null)} />
            </Suspense>
          )}
        </div>
        <FilterActions
          {...line}
          isText={textCaret !== null}
          onFormChange={() => setTextCaret(textCaret === null ? [text.length, text.length] : null)}
        />
      </div>
      {firstProblem !== undefined && textCaret === null && (
        <p className="truncate text-sm text-danger" title={firstProblem.problem.message}>
          {plural(problems.length, 'part')} of the filter {problems.length === 1 ? 'is' : 'are'} ignored:{' '}
          {firstProblem.problem.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Kind"
          segments={kinds}
          value={kindOf(choiceIn(terms, 'kind'))}
          onChange={(kind) => {
            const chosen = kind === 'all' ? [] : [makeChoiceTerm('kind', [kind], false)];
            change(replaceFields(text, zone, ['kind'], chosen), '');
          }}
        />
        <QuickStatus
          counts={counts}
          choice={choiceIn(terms, 'status')}
          onToggle={(status) => toggle('status', status)}
        />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </search>
  );
}
