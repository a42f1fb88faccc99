import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classNames } from '../lib/class-names.ts';

const outcomes = {
  idle: { Icon: Copy, words: null },
  copied: { Icon: Check, words: 'Copied' },
  failed: { Icon: X, words: 'The browser did not allow copying' },
} as const;

interface CopyButtonProps {
  /** A function where putting it together takes a while. */
  text: string | (() => string);
  /** What is copied, for example “instance id”. */
  what: string;
  /** Shown only while its `group/copy` ancestor is hovered or focused; its room is always kept. */
  isShy?: boolean;
}

export function CopyButton({ text, what, isShy = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = window.setTimeout(() => setOutcome('idle'), 1_500);
    return () => window.clearTimeout(timer);
  }, [outcome]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  const { Icon, words } = outcomes[outcome];
  return (
    <button
      type="button"
      aria-label={words ?? `Copy ${what}`}
      title={words ?? `Copy ${what}`}
      // In lists a tab stop per row would make the keyboard useless; the page offers the same copy elsewhere.
      tabIndex={isShy ? -1 : 0}
      onClick={() => void copy()}
      className={classNames(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-sunken hover:text-ink',
        isShy &&
          outcome === 'idle' &&
          'opacity-0 group-focus-within/copy:opacity-100 group-hover/copy:opacity-100',
      )}
    >
      <Icon aria-hidden size={12} />
    </button>
  );
}
