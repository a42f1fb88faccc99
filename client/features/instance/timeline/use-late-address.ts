import { useEffect, useRef, useState } from 'react';

/** Browsers refuse to write addresses as fast as a wheel turns. */
const settleMs = 150;

/**
 * A value of the address that the screen follows at once and the address when the reader pauses. `write` must lead to
 * an equal value in the address.
 */
export function useLateAddress<Value>(
  inAddress: Value,
  write: (value: Value) => void,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): [Value, (value: Value) => void] {
  const [ahead, setAhead] = useState<{ readonly value: Value } | null>(null);
  if (ahead !== null && isSame(ahead.value, inAddress)) setAhead(null);
  const lastWrite = useRef(write);
  useEffect(() => {
    lastWrite.current = write;
  });
  useEffect(() => {
    if (ahead === null) return undefined;
    const timer = window.setTimeout(() => lastWrite.current(ahead.value), settleMs);
    return () => window.clearTimeout(timer);
  }, [ahead]);
  return [ahead === null ? inAddress : ahead.value, (value) => setAhead({ value })];
}
