import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';

/** In the window that somebody signed in with: the page that waits for it goes on by itself. */
export function SignedInPage() {
  useEffect(() => window.close(), []);
  return (
    <EmptyState title="You are signed in" titleAs="h1" icon={CircleCheck}>
      This window can be closed: the page you came from goes on by itself.
    </EmptyState>
  );
}
