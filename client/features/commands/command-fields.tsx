import { useId, type ReactNode } from 'react';
import type { OfferedCommand } from './offered-commands.ts';
import type { CommandInput, InputProblems } from './command-input.ts';

interface FieldProps {
  label: string;
  hint?: string;
  problem: string | undefined;
  children: (ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode;
}

function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label} {hint !== undefined && <span className="font-normal text-ink-muted">{hint}</span>}
      </label>
      {children({ id, 'aria-describedby': `${id}-problem`, 'aria-invalid': problem !== undefined })}
      <p id={`${id}-problem`} role="status" className="min-h-4 text-sm text-danger">
        {problem}
      </p>
    </div>
  );
}

const box = 'w-full rounded-md border border-line-strong bg-canvas px-2 py-1.5 aria-invalid:border-danger';

interface CommandFieldsProps {
  command: OfferedCommand;
  input: CommandInput;
  problems: InputProblems;
  onChange: (input: CommandInput) => void;
}

export function CommandFields({ command, input, problems, onChange }: CommandFieldsProps) {
  if (command !== 'raise-event')
    return (
      <Field label="Reason" hint="optional, kept in the history" problem={problems.reason}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            value={input.reason}
            onChange={(event) => onChange({ ...input, reason: event.target.value })}
            className={box}
          />
        )}
      </Field>
    );
  return (
    <>
      <Field label="Event name" problem={problems.eventName}>
        {(ids) => (
          <input
            {...ids}
            autoComplete="off"
            spellCheck={false}
            value={input.eventName}
            onChange={(event) => onChange({ ...input, eventName: event.target.value })}
            className={`${box} font-mono text-sm`}
          />
        )}
      </Field>
      <Field label="Payload" hint="JSON; empty = none" problem={problems.payload}>
        {(ids) => (
          <textarea
            {...ids}
            rows={6}
            spellCheck={false}
            value={input.payload}
            onChange={(event) => onChange({ ...input, payload: event.target.value })}
            className={`${box} resize-y font-mono text-sm`}
          />
        )}
      </Field>
    </>
  );
}
