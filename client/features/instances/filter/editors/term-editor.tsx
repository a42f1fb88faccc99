import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { fieldWords } from '../../../../../shared/domain/instance-filter/describe-term.ts';
import type { FilterTerm } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { Button } from '../../../../components/button.tsx';
import { Segmented } from '../../../../components/segmented.tsx';
import { fieldHints } from '../field-hints.ts';
import type { ReaderZone } from '../reader-zone.ts';
import { isTermComplete } from './make-term.ts';
import { TermBody } from './term-body.tsx';

interface TermEditorProps {
  hub: string;
  text: string;
  reader: ReaderZone;
  term: FilterTerm;
  onSubmit: (term: FilterTerm) => void;
  onCancel: () => void;
  onRemove?: (() => void) | undefined;
}

const sides = [
  { value: 'include', label: 'Include' },
  { value: 'exclude', label: 'Exclude' },
] as const;

export function TermEditor({ term, onSubmit, onCancel, onRemove, ...rest }: TermEditorProps) {
  const [draft, setDraft] = useState(term);
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);

  // Not to the choice of including, which hardly anybody opens the editor for.
  useEffect(() => {
    const first =
      body.current?.querySelector<HTMLElement>('textarea') ??
      body.current?.querySelector<HTMLElement>('select, input:not([type=radio])');
    first?.focus();
  }, []);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isTermComplete(draft)) onSubmit(draft);
  }

  return (
    <form aria-labelledby={titleId} onSubmit={submit} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 px-3 pt-2.5">
        <h2 id={titleId} title={fieldHints[term.field]} className="min-w-0 flex-1 truncate font-semibold">
          {fieldWords[term.field]}
        </h2>
        <Segmented
          label="Include or exclude"
          segments={sides}
          value={draft.isNegated ? 'exclude' : 'include'}
          onChange={(side) => setDraft({ ...draft, isNegated: side === 'exclude' })}
        />
      </div>
      <div ref={body} className="min-h-0 overflow-y-auto px-3 py-2.5">
        <TermBody {...rest} term={draft} onChange={setDraft} onSubmit={onSubmit} />
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-3 py-2">
        {onRemove !== undefined && (
          <Button look="quiet" className="mr-auto" onClick={onRemove}>
            Remove
          </Button>
        )}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={!isTermComplete(draft)}>
          Apply
        </Button>
      </div>
    </form>
  );
}
