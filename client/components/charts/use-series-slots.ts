import { useState } from 'react';
import { assignSlots } from './series-slots.ts';

/** The colour slots of these names; a name that stays keeps its own. */
export function useSeriesSlots(names: readonly string[]): ReadonlyMap<string, number> {
  const [slots, setSlots] = useState<ReadonlyMap<string, number>>(() => assignSlots(new Map(), names));
  const isKnown = names.length === slots.size && names.every((name) => slots.has(name));
  const next = isKnown ? slots : assignSlots(slots, names);
  const isSame = next.size === slots.size && [...next.keys()].every((name) => slots.has(name));
  if (!isSame) setSlots(next);
  return isSame ? slots : next;
}
