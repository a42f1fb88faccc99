/** Which rows are drawn, for those who follow them without being drawn again at every turn of the wheel. */
export class DrawnRows {
  first = 0;
  last = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(first: number, last: number): void {
    this.first = first;
    this.last = last;
    for (const listener of this.#listeners) listener();
  }
}
