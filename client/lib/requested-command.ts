import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { InstanceCommandName } from '../../shared/domain/actions.ts';
import type { CommandFill } from './page-actions.ts';

/** A command whose form the page of its instance is to open. */
interface RequestedCommand extends CommandFill {
  readonly command: InstanceCommandName;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Not in the address: a link from elsewhere is not to open a form that is about to change something. */
    requestedCommand?: RequestedCommand | undefined;
  }
}

/** The command that a link of this dashboard asked for on the way here, and how to be done with it. */
export function useRequestedCommand() {
  const requested = useRouterState({ select: ({ location }) => location.state.requestedCommand ?? null });
  const navigate = useNavigate();
  function clear(): void {
    if (requested === null) return;
    void navigate({
      to: '.',
      search: true,
      replace: true,
      state: (before) => ({ ...before, requestedCommand: undefined }),
    });
  }
  return { requested, clear };
}
