import type { LucideIcon } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';

/** What is known beforehand of what a form asks for. */
export interface CommandFill {
  readonly eventName: string | null;
}

/** Something that the page on the screen can do with what it shows. */
export interface PageAction {
  readonly key: string;
  /** What it is done to. */
  readonly instanceId: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Why it cannot be done now; `null` = it can. */
  readonly refusal: string | null;
  readonly run: (filled?: CommandFill) => void;
}

const none: readonly PageAction[] = [];
let offered = none;
const listeners = new Set<() => void>();

function offer(actions: readonly PageAction[]): void {
  offered = actions;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers what can be done here to whatever lists actions, such as the palette, until the page is left. */
export function useOfferedPageActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    offer(actions);
    return () => {
      if (offered === actions) offer(none);
    };
  }, [actions]);
}

export function usePageActions(): readonly PageAction[] {
  return useSyncExternalStore(listen, () => offered);
}
