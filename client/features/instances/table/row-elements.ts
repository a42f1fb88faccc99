export interface RowElement {
  readonly key: number;
  /** Of the row it draws. */
  readonly index: number;
}

/**
 * Which element draws which row. Rows that come into view take over the elements of those that left it, which costs less than
 * making them, and nothing is moved while the list scrolls; where it rests, the elements stand in the order of the rows again.
 */
export class RowElements {
  #drawn: readonly RowElement[] = [];
  #made = 0;

  /** The element of the active row is handed to no other: with it the focus would move on. */
  draw(indexes: readonly number[], active: number | null, isResting: boolean): readonly RowElement[] {
    const wanted = new Set(indexes);
    const shown = new Set(this.#drawn.map(({ index }) => index));
    const coming = indexes.filter((index) => !shown.has(index));
    const drawn = this.#drawn.flatMap((element) => {
      if (wanted.has(element.index)) return [element];
      const index = element.index === active ? undefined : coming.shift();
      return index === undefined ? [] : [{ key: element.key, index }];
    });
    for (const index of coming) drawn.push({ key: this.#made++, index });
    this.#drawn = isResting ? drawn.sort((a, b) => a.index - b.index) : drawn;
    return this.#drawn;
  }
}
