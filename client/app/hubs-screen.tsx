import { useRouterState } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { HubsPage } from '../features/hubs/hubs-page.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was done right before, on a page that is no more. */
    deed?: string;
  }
}

/** The overview, under what ended the page before it. */
export function HubsScreen() {
  const deed = useRouterState({ select: ({ location }) => location.state.deed });
  return (
    <>
      {deed !== undefined && (
        <p role="status" className="flex items-center gap-2 border-b border-line bg-raised px-4 py-1.5">
          <CircleCheck aria-hidden size={14} className="shrink-0 text-completed" />
          {deed}
        </p>
      )}
      <HubsPage />
    </>
  );
}
