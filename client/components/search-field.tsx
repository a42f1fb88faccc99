import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const typingPauseMs = 200;

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}

/** A text that lives in the URL, told after a short pause in the typing. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const timer = useRef<number | undefined>(undefined);
  // The URL follows later than the next key; what is typed counts until the URL says something of its own.
  const [draft, setDraft] = useState({ text: value, typedOn: value });
  const hasArrived = value === draft.text;
  if (hasArrived && draft.typedOn !== value) setDraft({ text: value, typedOn: value });
  const shown = hasArrived || value === draft.typedOn ? draft.text : value;

  useEffect(() => () => window.clearTimeout(timer.current), []);

  function apply(text: string): void {
    window.clearTimeout(timer.current);
    if (text !== value) onChange(text);
  }
  function type(text: string): void {
    setDraft({ text, typedOn: value });
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => apply(text), typingPauseMs);
  }
  return (
    <label className="relative flex items-center">
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={shown}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && apply(event.currentTarget.value)}
        onBlur={(event) => apply(event.target.value)}
        className="h-7 w-60 rounded-md border border-line-strong bg-raised pr-2 pl-8 placeholder:text-ink-faint"
      />
    </label>
  );
}
