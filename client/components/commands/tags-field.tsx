import { Plus, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { Button } from '../button.tsx';
import type { TagRow } from './command-draft.ts';
import { fieldBox } from './form-field.tsx';

interface TagsFieldProps {
  tags: readonly TagRow[];
  problem: string | undefined;
  onChange: (tags: readonly TagRow[]) => void;
}

/** Tags as rows of name and value. */
export function TagsField({ tags, problem, onChange }: TagsFieldProps) {
  const id = useId();
  const add = useRef<HTMLButtonElement>(null);
  const common = {
    type: 'text',
    autoComplete: 'off',
    spellCheck: false,
    'aria-describedby': `${id}-problem`,
    'aria-invalid': problem !== undefined,
    className: `${fieldBox} h-7 font-mono text-sm`,
  } as const;

  function change(key: number, part: Partial<TagRow>): void {
    onChange(tags.map((row) => (row.key === key ? { ...row, ...part } : row)));
  }
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col items-start gap-1">
      <span id={id} className="font-medium">
        Tags
      </span>
      {tags.map(({ key, name, value }, place) => (
        <div key={key} className="flex w-full items-center gap-1.5">
          <input
            {...common}
            aria-label={`Name of tag ${place + 1}`}
            placeholder="name"
            value={name}
            onChange={(event) => change(key, { name: event.target.value })}
          />
          <input
            {...common}
            aria-label={`Value of tag ${place + 1}`}
            placeholder="value"
            value={value}
            onChange={(event) => change(key, { value: event.target.value })}
          />
          <Button
            look="quiet"
            icon={X}
            aria-label={`Remove tag ${place + 1}`}
            onClick={() => {
              onChange(tags.filter((row) => row.key !== key));
              add.current?.focus();
            }}
          />
        </div>
      ))}
      <p id={`${id}-problem`} role="status" className="text-sm wrap-anywhere text-danger empty:hidden">
        {problem}
      </p>
      <Button
        ref={add}
        icon={Plus}
        onClick={() => onChange([...tags, { key: (tags.at(-1)?.key ?? -1) + 1, name: '', value: '' }])}
      >
        Add a tag
      </Button>
    </div>
  );
}
