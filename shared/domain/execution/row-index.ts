const mostNumbered = 4_000_000;

/**
 * The number that 16 hexadecimal digits stand for; −1 for all other keys and for great numbers. Nearly all keys are such
 * numbers without gaps, and finding them by number costs a fraction of the time and memory of a map of texts.
 */
function numberOfKey(rowKey: string): number {
  if (rowKey.length !== 16) return -1;
  let number = 0;
  for (let i = 0; i < 16; i += 1) {
    const code = rowKey.charCodeAt(i);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && (code < 0x41 || code > 0x46)) return -1;
    number = number * 16 + code - (isDigit ? 0x30 : 0x37);
  }
  return number < mostNumbered ? number : -1;
}

/** Which step the rows of a growing history belong to. Snapshots share the rows and see only those there were. */
export class RowIndex {
  readonly #numbered: (number | undefined)[] = [];
  readonly #named = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #stepAt: number[] = [];

  get length(): number {
    return this.#keys.length;
  }

  add(rowKey: string, step: number): void {
    const number = numberOfKey(rowKey);
    if (number < 0) this.#named.set(rowKey, this.length);
    else this.#numbered[number] = this.length;
    this.#keys.push(rowKey);
    this.#stepAt.push(step);
  }

  keyAt(place: number): string {
    return this.#keys[place] ?? '';
  }

  stepOf(rowKey: string, places = this.length): number | undefined {
    const number = numberOfKey(rowKey);
    const place = number < 0 ? this.#named.get(rowKey) : this.#numbered[number];
    return place === undefined || place >= places ? undefined : this.#stepAt[place];
  }

  snapshot(): ReadonlyMap<string, number> {
    return new StepOfRow(this, this.length);
  }
}

class StepOfRow implements ReadonlyMap<string, number> {
  readonly #rows: RowIndex;
  readonly size: number;

  constructor(rows: RowIndex, size: number) {
    this.#rows = rows;
    this.size = size;
  }

  get(rowKey: string): number | undefined {
    return this.#rows.stepOf(rowKey, this.size);
  }

  has(rowKey: string): boolean {
    return this.get(rowKey) !== undefined;
  }

  *entries(): MapIterator<[string, number]> {
    for (const rowKey of this.keys()) {
      const step = this.get(rowKey);
      if (step !== undefined) yield [rowKey, step];
    }
  }

  *keys(): MapIterator<string> {
    for (let place = 0; place < this.size; place += 1) yield this.#rows.keyAt(place);
  }

  *values(): MapIterator<number> {
    for (const [, step] of this.entries()) yield step;
  }

  [Symbol.iterator](): MapIterator<[string, number]> {
    return this.entries();
  }

  forEach(visit: (step: number, rowKey: string, map: ReadonlyMap<string, number>) => void): void {
    for (const [rowKey, step] of this.entries()) visit(step, rowKey, this);
  }
}
