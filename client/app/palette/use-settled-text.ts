import { useEffect, useState } from 'react';

const typingPauseMs = 150;

/** The text as it was when the typing last paused; an emptied one counts at once. */
export function useSettledText(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : settled;
}
