import { useId, type ReactNode } from 'react';

/** What an input needs to be tied to its label, its hint and its problem. */
interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface FormFieldProps {
  label: string;
  /** Beside the label. */
  hint?: ReactNode;
  problem: string | undefined;
  children: (ids: FieldIds) => ReactNode;
}

export const fieldBox =
  'w-full min-w-0 rounded-md border border-line-strong bg-canvas px-2 py-1 aria-invalid:border-danger';

/** One labelled input with what is wrong with it below. */
export function FormField({ label, hint, problem, children }: FormFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="text-sm text-ink-muted">
            {hint}
          </span>
        )}
      </div>
      {children({
        id,
        'aria-describedby': `${id}-problem ${id}-hint`,
        'aria-invalid': problem !== undefined,
      })}
      <p
        id={`${id}-problem`}
        role="status"
        className="text-sm wrap-anywhere whitespace-pre-wrap text-danger empty:hidden"
      >
        {problem}
      </p>
    </div>
  );
}

interface LineFieldProps {
  label: string;
  hint?: ReactNode;
  problem: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Offered while somebody types. */
  suggestions?: readonly string[];
  placeholder?: string;
}

/** One line of exact text, such as a name or an id; the browser neither corrects nor remembers it. */
export function LineField({ value, onChange, suggestions = [], placeholder, ...field }: LineFieldProps) {
  const listId = useId();
  return (
    <FormField {...field}>
      {(ids) => (
        <>
          <input
            {...ids}
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            placeholder={placeholder}
            list={suggestions.length > 0 ? listId : undefined}
            onChange={(event) => onChange(event.target.value)}
            className={`${fieldBox} h-7 font-mono text-sm placeholder:font-sans placeholder:text-ink-faint`}
          />
          {suggestions.length > 0 && (
            <datalist id={listId}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      )}
    </FormField>
  );
}

interface TickFieldProps {
  label: ReactNode;
  problem?: string | undefined;
  isTicked: boolean;
  onChange: (isTicked: boolean) => void;
}

export function TickField({ label, problem, isTicked, onChange }: TickFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={isTicked}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-1 size-3.5 shrink-0 accent-(--accent)"
        />
        <span className="min-w-0 wrap-anywhere">{label}</span>
      </label>
      <p id={`${id}-problem`} role="status" className="pl-5.5 text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}

interface ReasonFieldProps {
  isRequired: boolean;
  /** Whether the engine keeps it too. */
  isInHistory: boolean;
  problem: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

export function ReasonField({ isRequired, isInHistory, problem, value, onChange }: ReasonFieldProps) {
  const where = isInHistory ? 'kept in the audit log and by the engine' : 'kept in the audit log';
  return (
    <FormField label="Reason" hint={`${isRequired ? 'required' : 'optional'}, ${where}`} problem={problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={2}
          autoComplete="off"
          required={isRequired}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${fieldBox} resize-y`}
        />
      )}
    </FormField>
  );
}
