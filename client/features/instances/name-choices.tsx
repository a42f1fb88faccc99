import { useState } from 'react';
import { formatCount } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

export interface NameChoicesProps {
  /** Names with their counts, most frequent first; `null` while they are being counted. */
  names: readonly { readonly value: string; readonly count: number }[] | null;
  chosen: readonly string[];
  onToggle: (name: string) => void;
}

export function NameChoices({ names, chosen, onToggle }: NameChoicesProps) {
  const [text, setText] = useState('');
  const counted = names ?? [];
  const gone = chosen.filter((name) => counted.every((one) => one.value !== name));
  const all = [...gone.map((value) => ({ value, count: 0 })), ...counted];
  const matching = all.filter((one) => one.value.toLowerCase().includes(text.toLowerCase()));
  return (
    <>
      <input
        type="search"
        aria-label="Find a name"
        placeholder="Find a name"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 w-full rounded-t-lg border-b border-line bg-transparent px-3 placeholder:text-ink-faint"
      />
      <ul className="max-h-80 overflow-y-auto py-1">
        {matching.map((one) => (
          <li key={one.value}>
            <label className="flex h-7 cursor-pointer items-center gap-2 px-3 hover:bg-hover">
              <input
                type="checkbox"
                className="accent-accent"
                checked={chosen.includes(one.value)}
                onChange={() => onToggle(one.value)}
              />
              <bdi className="min-w-0 flex-1 truncate" title={one.value}>
                {toVisibleText(one.value)}
              </bdi>
              <span className="text-ink-muted">{formatCount(one.count)}</span>
            </label>
          </li>
        ))}
        {matching.length === 0 && (
          <li className="px-3 py-2 text-ink-muted">
            {names === null ? 'Counting names' : 'No name contains this text'}
          </li>
        )}
      </ul>
    </>
  );
}
