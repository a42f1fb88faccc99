import { useState } from 'react';

function storageKey(hub: string): string {
  return `durascope.payload-search.${hub}`;
}

function recall(hub: string): string | null {
  try {
    return window.sessionStorage.getItem(storageKey(hub));
  } catch {
    return null;
  }
}

function keep(hub: string, searchId: string | null): void {
  try {
    if (searchId === null) window.sessionStorage.removeItem(storageKey(hub));
    else window.sessionStorage.setItem(storageKey(hub), searchId);
  } catch {
    // Then the search is found again only until the panel closes.
  }
}

/** Id of the search this tab began last in the hub, so that it is there again when the reader comes back. */
export function useRememberedSearch(hub: string): [string | null, (searchId: string | null) => void] {
  const [remembered, setRemembered] = useState(() => ({ hub, searchId: recall(hub) }));
  const searchId = remembered.hub === hub ? remembered.searchId : recall(hub);
  return [
    searchId,
    (next) => {
      keep(hub, next);
      setRemembered({ hub, searchId: next });
    },
  ];
}
