import { ChevronsUpDown } from 'lucide-react';
import { classNames } from '../lib/class-names.ts';

interface SelectProps<Value extends string> {
  label: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
}

/** The browser's own list, which every keyboard and screen reader knows. */
export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: SelectProps<Value>) {
  function choose(chosen: string): void {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined) onChange(option.value);
  }
  return (
    <span className={classNames('relative inline-flex min-w-0 items-center', className)}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className="h-7 w-full cursor-pointer appearance-none truncate rounded-md border border-line-strong bg-raised pr-7 pl-2.5 hover:bg-hover"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown aria-hidden size={14} className="pointer-events-none absolute right-2 text-ink-faint" />
    </span>
  );
}
