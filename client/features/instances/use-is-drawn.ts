import { startTransition, useState } from 'react';
import { useTellPageDrawn } from '../../lib/use-tell-page-drawn.ts';

/** Whether the first rows are on the screen, so that the rest of the page may come. */
export function useIsDrawn(hasAnswer: boolean): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  // A transition, so that what is on the screen stays until all of the rest is there.
  useTellPageDrawn(hasAnswer, () => startTransition(() => setIsDrawn(true)));
  return isDrawn;
}
