import { useEffect, useEffectEvent } from 'react';
import { tellPageDrawn } from './page-drawn.ts';

/** A server that is slow to answer does not keep the rest of the page away. */
const patienceMs = 1_000;

/** Lets the rest of the page come once what somebody came for is on the screen. */
export function useTellPageDrawn(hasAnswer: boolean, onTold?: () => void): void {
  const tell = useEffectEvent(() => {
    tellPageDrawn();
    onTold?.();
  });
  useEffect(() => {
    let timer = 0;
    const tellAfter = (afterMs: number) => {
      timer = window.setTimeout(() => tell(), afterMs);
    };
    if (!hasAnswer) {
      tellAfter(patienceMs);
      return () => window.clearTimeout(timer);
    }
    // Behind the frame that shows it.
    const frame = window.requestAnimationFrame(() => tellAfter(0));
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [hasAnswer]);
}
