import { startTransition, useEffect, useState } from 'react';

/** A server that is slow to answer does not keep the rest of the page away. */
const patienceMs = 400;

/** Whether the first rows are on the screen, so that the rest of the page may come. */
export function useIsDrawn(hasAnswer: boolean): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    // A transition, so that what is on the screen stays until all of the rest is there.
    const timer = window.setTimeout(
      () => startTransition(() => setIsDrawn(true)),
      hasAnswer ? 0 : patienceMs,
    );
    return () => window.clearTimeout(timer);
  }, [hasAnswer]);
  return isDrawn;
}
