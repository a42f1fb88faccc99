import { useQuery } from '@tanstack/react-query';
import { CircleUser, LogOut } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Session } from '../../../shared/contract/access.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { Button } from '../../components/button.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { signOutHref } from './sign-in.ts';

const modeWords = {
  open: 'Nobody signs in here: everybody who reaches this process may do everything.',
  oidc: 'Signed in by OpenID Connect.',
  platform: 'Signed in by the platform in front of this dashboard.',
  bearer: 'Told by a bearer token.',
} as const satisfies Record<Session['mode'], string>;

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined || session.user === null) return null;
  const { user, mode } = session;
  const name = mode === 'open' ? 'Not signed in' : toVisibleText(user.name);
  const out = signOutHref(session);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button icon={CircleUser} aria-label={`User: ${name}`} title={name}>
          {mode === 'open' ? undefined : (
            <span className="max-w-32 truncate max-[1199px]:hidden">
              <bdi>{name}</bdi>
            </span>
          )}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 w-72 rounded-lg border border-line-strong bg-raised p-1 shadow-lg"
        >
          <DropdownMenu.Label className="px-2 py-1.5">
            <bdi className="block font-medium wrap-anywhere">{name}</bdi>
            {mode !== 'open' && (
              <span className="block text-sm wrap-anywhere text-ink-muted">
                {toVisibleText(user.id)} · {user.highestRole ?? 'no role'}
              </span>
            )}
            <span className="mt-1 block text-sm text-ink-muted">{modeWords[mode]}</span>
          </DropdownMenu.Label>
          {out !== null && (
            <DropdownMenu.Item asChild>
              <a
                href={out}
                className="flex items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover"
              >
                <LogOut aria-hidden size={14} className="text-ink-muted" />
                Sign out
              </a>
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
