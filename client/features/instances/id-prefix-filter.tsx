import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

interface IdPrefixFilterProps {
  value: string;
  onChange: (prefix: string) => void;
}

const typingPauseMs = 200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Follows the typing after a short pause; `/` anywhere on the page leads here. */
export function IdPrefixFilter({ value, onChange }: IdPrefixFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const [draft, setDraft] = useState<string | null>(null);

  useEffect(() => {
    function focusHere(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener('keydown', focusHere);
    return () => document.removeEventListener('keydown', focusHere);
  }, []);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  function apply(text: string): void {
    window.clearTimeout(timer.current);
    setDraft(null);
    if (text !== value) onChange(text);
  }

  function change(text: string): void {
    setDraft(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => apply(text), typingPauseMs);
  }

  return (
    <label className="relative flex w-44 items-center min-[1200px]:w-72">
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label="Instance id starts with"
        aria-keyshortcuts="/"
        placeholder="Id starts with"
        spellCheck={false}
        autoComplete="off"
        value={draft ?? value}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && apply(event.currentTarget.value)}
        onBlur={(event) => apply(event.target.value)}
        className="peer h-7 w-full rounded-md border border-line-strong bg-raised pr-7 pl-8 font-mono text-sm placeholder:font-sans placeholder:text-base placeholder:text-ink-faint"
      />
      {(draft ?? value) === '' && (
        <kbd
          aria-hidden
          className="pointer-events-none absolute right-1.5 rounded-sm border border-line px-1.5 font-sans text-xs text-ink-faint peer-focus:opacity-0"
        >
          /
        </kbd>
      )}
    </label>
  );
}
