/** Orchestrators take events in whatever the case of their names. */
export function isSameEventName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
