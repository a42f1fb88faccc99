import { Link } from '@tanstack/react-router';
import { Filter, X } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { parseFilter } from '../../shared/domain/instance-filter/parse-filter.ts';
import { usePreferences } from '../lib/preferences.ts';
import { Button } from './button.tsx';

interface FilterLineProps {
  hub: string;
  /** As typed and with its mistakes. */
  text: string;
  onTextChange: (text: string) => void;
}

/** The filter of the instances list as a line of text, for pages that show the same instances in another way. */
export function FilterLine({ hub, text, onTextChange }: FilterLineProps) {
  const { timeZone } = usePreferences();
  const problemsId = useId();
  const [draft, setDraft] = useState({ text, of: text });
  if (draft.of !== text) setDraft({ text, of: text });
  const { problems } = useMemo(() => parseFilter(draft.text, timeZone), [draft.text, timeZone]);

  function apply(next: string): void {
    setDraft({ text: next, of: text });
    if (next.trim() !== text) onTextChange(next.trim());
  }
  return (
    <div className="min-w-60 flex-1">
      <div className="flex items-center gap-1">
        <label className="relative flex min-w-0 flex-1 items-center">
          <Filter aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-faint" />
          <input
            type="text"
            aria-label="Filter"
            aria-invalid={problems.length > 0}
            aria-describedby={problemsId}
            placeholder="All instances; filter as in the list, for example name:Order* -version:1"
            spellCheck={false}
            autoComplete="off"
            value={draft.text}
            onChange={(event) => setDraft({ text: event.target.value, of: text })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') apply(draft.text);
              else if (event.key === 'Escape') setDraft({ text, of: text });
            }}
            onBlur={() => apply(draft.text)}
            className="h-7 w-full rounded-md border border-line-strong bg-raised pr-2 pl-8 font-mono text-sm placeholder:font-sans placeholder:text-ink-faint"
          />
        </label>
        {draft.text !== '' && (
          <Button look="quiet" icon={X} aria-label="Clear the filter" onClick={() => apply('')} />
        )}
        <Link
          to="/hubs/$hub/instances"
          params={{ hub }}
          search={draft.text === '' ? {} : { q: draft.text }}
          className="inline-flex h-7 items-center rounded-md px-2 whitespace-nowrap text-ink-muted hover:bg-hover hover:text-ink"
        >
          Edit in the list
        </Link>
      </div>
      <ul id={problemsId} aria-label="Problems of the filter" className="text-sm text-warning empty:hidden">
        {problems.map(({ start, end, message }) => (
          <li key={start}>
            <span className="font-mono">{draft.text.slice(start, end)}</span>: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
