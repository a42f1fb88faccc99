import { startTransition, useEffect, useState } from 'react';
import { tellPageDrawn } from '../../lib/page-drawn.ts';

/** A server that is slow to answer does not keep the rest of the page away. */
const patienceMs = 1_000;

/** Whether the first rows are on the screen, so that the rest of the page may come. */
export function useIsDrawn(hasAnswer: boolean): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    let timer = 0;
    // A transition, so that what is on the screen stays until all of the rest is there.
    const draw = (afterMs: number) => {
      timer = window.setTimeout(() => {
        tellPageDrawn();
        startTransition(() => setIsDrawn(true));
      }, afterMs);
    };
    if (!hasAnswer) {
      draw(patienceMs);
      return () => window.clearTimeout(timer);
    }
    // Behind the frame that shows the rows.
    const frame = window.requestAnimationFrame(() => draw(0));
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [hasAnswer]);
  return isDrawn;
}
