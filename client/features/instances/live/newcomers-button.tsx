import { ArrowUp } from 'lucide-react';

/** The newest page tells at most so many apart. */
const most = 100;

interface NewcomersButtonProps {
  count: number;
  onRefresh: () => void;
}

/** Over the rows, so that they do not move when it comes. */
export function NewcomersButton({ count, onRefresh }: NewcomersButtonProps) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onRefresh}
          title="Reads the list again, from its top"
          className="pointer-events-auto flex h-7 items-center gap-1.5 rounded-full bg-accent-fill px-3 text-on-accent shadow-md hover:brightness-110"
        >
          <ArrowUp aria-hidden size={14} />
          {count > most ? `${most}+` : count} new
        </button>
      )}
    </div>
  );
}
