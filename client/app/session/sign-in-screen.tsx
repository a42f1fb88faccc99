import { LogIn, UserX } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../../shared/contract/access.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { askForCookies, isFramed, signInBeside, signInHref, signOutHref } from './sign-in.ts';

const link =
  'inline-flex h-8 items-center gap-1.5 rounded-md border border-transparent bg-accent-fill px-3 text-on-accent hover:brightness-110';

/** Asks for the session anew once the browser lets this frame use its cookies: at once, and when called upon a click. */
function useOwnCookies(): () => void {
  const client = useQueryClient();
  const take = useCallback(
    () =>
      void askForCookies().then((mayUse) => {
        if (mayUse) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      }),
    [client],
  );
  useEffect(take, [take]);
  return take;
}

function SignIn({ session, onBegun }: { session: Session; onBegun: () => void }) {
  const href = signInHref(session);
  const [isWaiting, setIsWaiting] = useState(false);
  const takeOwnCookies = useOwnCookies();
  if (href === null)
    return (
      <p>
        {session.mode === 'bearer'
          ? 'This dashboard takes bearer tokens from scripts; browsers do not sign in here.'
          : 'Whatever stands in front of this dashboard signs people in, and it named nobody.'}
      </p>
    );
  if (!isFramed())
    return (
      <a href={href} className={link}>
        <LogIn aria-hidden size={14} />
        Sign in
      </a>
    );
  return (
    <>
      <Button
        look="primary"
        icon={LogIn}
        onClick={() => {
          setIsWaiting(true);
          onBegun();
          signInBeside(session);
        }}
      >
        Sign in in a new window
      </Button>
      <p role="status" className="mt-2">
        {isWaiting && 'This page goes on by itself once you are signed in.'}
      </p>
      {isWaiting && 'requestStorageAccess' in document && (
        <p className="mt-2">
          If it does not, your browser keeps the sign-in from pages in frames.{' '}
          <Button onClick={takeOwnCookies}>Use my sign-in here</Button>
        </p>
      )}
    </>
  );
}

interface SignInScreenProps {
  session: Session;
  /** A sign-in in another window has begun. */
  onBegun: () => void;
}

/** In the place of every page while nobody is signed in, or somebody who may do nothing. */
export function SignInScreen({ session, onBegun }: SignInScreenProps) {
  const { user } = session;
  if (user === null)
    return (
      <EmptyState title="Sign in to use this dashboard" titleAs="h1" icon={LogIn}>
        <p className="mb-3">What task hubs hold is shown to people who are known here.</p>
        <SignIn session={session} onBegun={onBegun} />
      </EmptyState>
    );
  const out = signOutHref(session);
  return (
    <EmptyState title="You have no role here" titleAs="h1" icon={UserX}>
      <p className="mb-3">
        You are signed in as <bdi className="text-ink">{toVisibleText(user.name)}</bdi>, but no rule of this
        dashboard gives you a role in any task hub. Ask whoever runs it for the role viewer, operator or
        admin.
      </p>
      {session.warnings.map((warning) => (
        <p key={warning} className="mb-3 text-warning">
          {warning}
        </p>
      ))}
      {out !== null && (
        <a href={out} className={link}>
          Sign out
        </a>
      )}
    </EmptyState>
  );
}
