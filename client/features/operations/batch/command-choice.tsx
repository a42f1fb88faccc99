import { useId } from 'react';
import { instanceCommandNames, type InstanceCommandName } from '../../../../shared/domain/actions.ts';
import { commandWords } from '../../../components/commands/command-words.ts';

interface CommandChoiceProps {
  value: InstanceCommandName;
  refusalOf: (command: InstanceCommandName) => string | null;
  onChange: (command: InstanceCommandName) => void;
}

/** Every command is there; one that nobody like the reader can give says why. */
export function CommandChoice({ value, refusalOf, onChange }: CommandChoiceProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">Command</legend>
      <div className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(190px,1fr))] gap-1">
        {instanceCommandNames.map((command) => {
          const { icon: Icon, label } = commandWords[command];
          const refusal = refusalOf(command);
          return (
            <label
              key={command}
              className="relative flex items-start gap-2 rounded-md border border-line px-2 py-1 has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={name}
                checked={command === value}
                aria-label={label}
                aria-disabled={refusal !== null}
                aria-describedby={`${name}-${command}`}
                onChange={() => {
                  if (refusal === null) onChange(command);
                }}
                className="absolute inset-0 cursor-pointer appearance-none outline-none aria-disabled:cursor-not-allowed"
              />
              <Icon aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-muted" />
              <span className="min-w-0">
                <span className={refusal === null ? '' : 'text-ink-faint'}>{label}</span>
                <span id={`${name}-${command}`} className="block text-sm text-ink-muted empty:hidden">
                  {refusal}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
