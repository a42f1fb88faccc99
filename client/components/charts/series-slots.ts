/** Colours there are for names, see `--series-*` in the tokens. */
const slotCount = 9;

/**
 * Gives every name a slot and leaves those that have one in theirs, so that a name keeps its colour while counts change.
 * Names beyond the slots get none.
 */
export function assignSlots(
  before: ReadonlyMap<string, number>,
  names: readonly string[],
): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  for (const name of names) {
    const slot = before.get(name);
    if (slot !== undefined) slots.set(name, slot);
  }
  const taken = new Set(slots.values());
  for (const name of names) {
    const free = slots.has(name) ? undefined : firstFree(taken);
    if (free === undefined) continue;
    slots.set(name, free);
    taken.add(free);
  }
  return slots;
}

function firstFree(taken: ReadonlySet<number>): number | undefined {
  return Array.from({ length: slotCount }, (_, slot) => slot).find((slot) => !taken.has(slot));
}

/** `undefined` and `null` are the names without a slot of their own. */
export function slotColor(slot: number | null | undefined): string {
  return slot === null || slot === undefined ? 'var(--series-others)' : `var(--series-${slot + 1})`;
}
