/** The index of the row an event happened in; `null` outside of rows. */
export function rowIndexAt(target: EventTarget | null): number | null {
  if (!(target instanceof Element)) return null;
  const index = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  return index === undefined ? null : Number(index);
}
