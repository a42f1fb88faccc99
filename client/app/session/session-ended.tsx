import { LogIn } from 'lucide-react';
import type { Session } from '../../../shared/contract/access.ts';
import { Button } from '../../components/button.tsx';
import { signInBeside } from './sign-in.ts';

interface SessionEndedProps {
  session: Session;
  isSigningIn: boolean;
  onBegun: () => void;
}

/** Over a page that somebody was reading when their session ended. */
export function SessionEnded({ session, isSigningIn, onBegun }: SessionEndedProps) {
  const words = session.user === null ? 'Your session has ended.' : 'You have no role here any more.';
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line bg-danger-soft px-4 py-1.5">
      <LogIn aria-hidden size={14} className="text-danger" />
      <p role="alert">
        <span className="font-medium">{words}</span> What is on the page stays as it was; nothing can be read
        or done until you sign in again.
      </p>
      {session.signInPath !== null && (
        <Button
          onClick={() => {
            onBegun();
            signInBeside(session);
          }}
        >
          Sign in in a new window
        </Button>
      )}
      <span role="status" className="text-ink-muted">
        {isSigningIn && 'This page goes on by itself.'}
      </span>
    </div>
  );
}
