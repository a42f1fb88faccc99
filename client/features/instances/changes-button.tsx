import { ArrowUp } from 'lucide-react';
import { formatCount } from '../../lib/format-count.ts';

interface ChangesButtonProps {
  changes: number;
  onRefresh: () => void;
}

/** Over the rows, so that they do not move when it comes. */
export function ChangesButton({ changes, onRefresh }: ChangesButtonProps) {
  if (changes === 0) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
      <button
        type="button"
        onClick={onRefresh}
        className="pointer-events-auto flex h-7 items-center gap-1.5 rounded-full bg-accent-fill px-3 text-on-accent shadow-md hover:brightness-110"
      >
        <ArrowUp aria-hidden size={14} />
        {formatCount(changes)} new or changed, refresh
      </button>
    </div>
  );
}
