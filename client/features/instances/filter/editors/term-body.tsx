import {
  spanFields,
  timeFields,
  type FilterTerm,
} from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { choiceFields, type ChoiceField } from '../choice-edits.ts';
import type { ReaderZone } from '../reader-zone.ts';
import { PathField } from './path-field.tsx';
import { PickEditor } from './pick-editor.tsx';
import { PickOrMatchEditor } from './pick-or-match-editor.tsx';
import { SpanEditor, type SpanTerm } from './span-editor.tsx';
import { TextEditor } from './text-editor.tsx';
import { TimeEditor, type TimeTerm } from './time-editor.tsx';

interface TermBodyProps {
  hub: string;
  text: string;
  reader: ReaderZone;
  term: FilterTerm;
  onChange: (term: FilterTerm) => void;
  /** For choices that leave nothing to say. */
  onSubmit: (term: FilterTerm) => void;
}

function choiceFieldOf({ field }: FilterTerm): ChoiceField | null {
  return choiceFields.find((one) => one === field) ?? null;
}

function isSpanTerm(term: FilterTerm): term is SpanTerm {
  return spanFields.some((field) => field === term.field);
}

function isTimeTerm(term: FilterTerm): term is TimeTerm {
  return timeFields.some((field) => field === term.field);
}

/** The editor that fits the field. */
export function TermBody({ hub, text, reader, term, onChange, onSubmit }: TermBodyProps) {
  const choiceField = choiceFieldOf(term);
  if ('values' in term)
    return (
      choiceField && (
        <PickEditor
          hub={hub}
          text={text}
          reader={reader}
          field={choiceField}
          term={term}
          onChange={onChange}
        />
      )
    );
  if ('patterns' in term) {
    if (choiceField !== null)
      return (
        <PickOrMatchEditor
          hub={hub}
          text={text}
          reader={reader}
          field={choiceField}
          term={term}
          onChange={onChange}
        />
      );
    return (
      <div className="flex flex-col gap-2">
        {(term.field === 'custom' || term.field === 'tag') && (
          <PathField field={term.field} path={term.path} onChange={(path) => onChange({ ...term, path })} />
        )}
        <TextEditor
          key={String(term.path === null)}
          field={term.field}
          isSearch={term.field === 'failure' || (term.field === 'custom' && term.path === null)}
          patterns={term.patterns}
          onChange={(patterns) => onChange({ ...term, patterns })}
        />
      </div>
    );
  }
  if (isSpanTerm(term)) return <SpanEditor term={term} onChange={onChange} />;
  if (!isTimeTerm(term)) return null;
  return <TimeEditor term={term} reader={reader} onChange={onChange} onSubmit={onSubmit} />;
}
