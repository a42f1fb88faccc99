/** Names that only differ in case, or in how an accent is written, would be told apart by nobody. */
export function isSameViewName(one: string, other: string): boolean {
  const plain = (name: string) => name.trim().normalize('NFC').toLowerCase();
  return plain(one) === plain(other);
}
