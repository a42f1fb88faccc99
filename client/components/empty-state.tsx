import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  icon?: LucideIcon;
  /** What would fill the place, or what to do. */
  children?: ReactNode;
}

export function EmptyState({ title, icon: Icon = Inbox, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-10 text-center">
      <Icon aria-hidden size={20} className="mb-1 text-ink-faint" />
      <p className="font-medium">{title}</p>
      <div className="max-w-prose text-ink-muted">{children}</div>
    </div>
  );
}
