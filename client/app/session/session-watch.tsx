import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Session } from '../../../shared/contract/access.ts';
import { ApiError } from '../../api/api-errors.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { refresh } from '../../api/refresh.ts';
import { SessionEnded } from './session-ended.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unauthenticated';
}

/** When something on the page is refused because nobody is signed in, the session is asked about again. */
function useRefusals(client: QueryClient): void {
  useEffect(() => {
    const look = (event: { type: string; action?: { type: string; error?: unknown } }) => {
      const { action } = event;
      if (event.type !== 'updated' || action?.type !== 'error' || !isUnauthenticated(action.error)) return;
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    };
    const ends = [client.getQueryCache().subscribe(look), client.getMutationCache().subscribe(look)];
    return () => {
      for (const end of ends) end();
    };
  }, [client]);
}

/** What was refused meanwhile is asked once more when somebody is there again. */
function useReading(client: QueryClient, isOut: boolean): void {
  useEffect(() => {
    if (!isOut) return undefined;
    return () =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
      });
  }, [client, isOut]);
}

function isShutOut({ user }: Session): boolean {
  return user === null || user.highestRole === null;
}

/** Above every page: what everybody should know of this process, and what becomes of the reader's session. */
export function SessionWatch({ onShutOut }: { onShutOut: (isShutOut: boolean) => void }) {
  const client = useQueryClient();
  const [isSigningIn, setIsSigningIn] = useState(false);
  const [wasIn, setWasIn] = useState(false);
  const { data: session } = useQuery({
    ...sessionQuery,
    refetchInterval: isSigningIn && refresh.signInMs,
    refetchIntervalInBackground: true,
  });
  const isOut = session !== undefined && isShutOut(session);
  const isIn = session !== undefined && !isOut;
  if (isIn && !wasIn) setWasIn(true);
  if (isIn && isSigningIn) setIsSigningIn(false);
  useRefusals(client);
  useReading(client, isOut);
  // A page that somebody was reading stays, with what is on it.
  const hasNoPage = isOut && !wasIn;
  useEffect(() => onShutOut(hasNoPage), [hasNoPage, onShutOut]);

  if (session === undefined) return null;
  const begin = () => setIsSigningIn(true);
  const place = document.querySelector('#content');
  if (hasNoPage) return place && createPortal(<SignInScreen session={session} onBegun={begin} />, place);
  return (
    <>
      {isOut && <SessionEnded session={session} isSigningIn={isSigningIn} onBegun={begin} />}
      {session.warnings.map((warning) => (
        <div
          key={warning}
          role="note"
          className="flex items-start gap-2 border-b border-line bg-warning-soft px-4 py-1"
        >
          <TriangleAlert aria-hidden size={14} className="mt-0.75 shrink-0 text-warning" />
          <span className="min-w-0 wrap-anywhere">{warning}</span>
        </div>
      ))}
    </>
  );
}
