import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What to know before going on. */
export function WarningNote({ children }: { children: ReactNode }) {
  return (
    <div className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-1.5">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  );
}
