import { useState } from 'react';
import type { TextField } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { textFields } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { Segmented } from '../../../../components/segmented.tsx';
import { makeChoiceTerm, valuesOf } from '../choice-edits.ts';
import { PickEditor, type PickEditorProps } from './pick-editor.tsx';
import { TextEditor } from './text-editor.tsx';

const ways = [
  { value: 'pick', label: 'Pick values' },
  { value: 'match', label: 'Match text' },
] as const;

function textFieldOf(field: string): TextField {
  return textFields.find((one) => one === field) ?? 'name';
}

/** For texts with few different values: picked from a list, or compared. */
export function PickOrMatchEditor(props: PickEditorProps) {
  const { term, field, onChange } = props;
  const patterns = 'patterns' in term ? term.patterns : [];
  const [way, setWay] = useState<'pick' | 'match'>(
    patterns.every((parts) => parts.length === 1) ? 'pick' : 'match',
  );

  function choose(chosen: 'pick' | 'match'): void {
    setWay(chosen);
    // A list of checkboxes cannot show patterns, so it must not keep them unseen.
    if (chosen === 'pick') onChange(makeChoiceTerm(field, valuesOf(term), term.isNegated));
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <Segmented label="How to choose" segments={ways} value={way} onChange={choose} />
      <div className="w-full">
        {way === 'pick' ? (
          <PickEditor {...props} />
        ) : (
          <TextEditor
            field={textFieldOf(field)}
            isSearch={false}
            patterns={patterns}
            onChange={(changed) => 'patterns' in term && onChange({ ...term, patterns: changed })}
          />
        )}
      </div>
    </div>
  );
}
