import type { KeyboardEvent } from 'react';
import { fieldWords } from '../../../../../shared/domain/instance-filter/describe-term.ts';
import type { FilterField, FilterTerm } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { fieldGroups, fieldHints } from '../field-hints.ts';

interface FieldMenuProps {
  onPick: (field: FilterField) => void;
  /** For entries that need no value. */
  onSubmit: (term: FilterTerm) => void;
}

const entryLook = 'flex w-full items-baseline gap-2 rounded-sm px-2 py-0.5 text-left hover:bg-hover';

const family = [
  { label: 'Roots only', hint: 'no parent is known', isNegated: false },
  { label: 'Started by another', hint: 'its parent is known', isNegated: true },
] as const;

const steps: Partial<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const entries = [...event.currentTarget.querySelectorAll('button')];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  entries[(at + step + entries.length) % entries.length]?.focus();
}

function Entry({ label, hint, onClick }: { label: string; hint: string; onClick: () => void }) {
  return (
    <li>
      <button type="button" className={entryLook} onClick={onClick}>
        <span className="shrink-0">{label}</span>{' '}
        <span className="min-w-0 truncate text-sm text-ink-faint">{hint}</span>
      </button>
    </li>
  );
}

/** Every field there is, in words and by what one wants to know. */
export function FieldMenu({ onPick, onSubmit }: FieldMenuProps) {
  return (
    <div onKeyDown={moveFocus} className="overflow-y-auto p-1">
      {fieldGroups.map(({ title, fields }) => (
        <section key={title} aria-label={title}>
          <h2 className="px-2 pt-1.5 text-xs text-ink-faint">{title}</h2>
          <ul>
            {fields.map((field) => (
              <Entry
                key={field}
                label={fieldWords[field]}
                hint={fieldHints[field]}
                onClick={() => onPick(field)}
              />
            ))}
            {title === 'Family' &&
              family.map(({ isNegated, ...words }) => (
                <Entry
                  key={words.label}
                  {...words}
                  onClick={() => onSubmit({ isNegated, field: 'parent', path: null, patterns: [['']] })}
                />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
