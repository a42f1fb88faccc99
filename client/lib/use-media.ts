import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, also when the window changes. */
export function useMedia(media: string): boolean {
  const listen = useCallback(
    (listener: () => void) => {
      const query = window.matchMedia(media);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(listen, () => window.matchMedia(media).matches);
}
