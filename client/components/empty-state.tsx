import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** `h1` where it is all there is on the page. */
  titleAs?: 'p' | 'h1';
  icon?: LucideIcon;
  /** What would fill the place, or what to do. */
  children?: ReactNode;
}

export function EmptyState({ title, titleAs: Title = 'p', icon: Icon = Inbox, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-10 text-center">
      <Icon aria-hidden size={20} className="mb-1 text-ink-faint" />
      <Title className="font-medium">{title}</Title>
      <div className="max-w-prose text-ink-muted">{children}</div>
    </div>
  );
}
