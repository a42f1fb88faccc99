/** How much may be read before anybody waits for it, by all readers together: memory does not grow with their number. */
export class SpareReads {
  #left: number;

  constructor(count: number) {
    this.#left = count;
  }

  /** False when others have them all. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  giveBack(count: number): void {
    this.#left += count;
  }
}
