/** Which step the rows of a growing history belong to. Snapshots share the rows and see only those there were. */
export class RowIndex {
  readonly #places = new Map<string, number>();
  readonly #stepAt: number[] = [];

  add(rowKey: string, step: number): void {
    this.#places.set(rowKey, this.#stepAt.length);
    this.#stepAt.push(step);
  }

  stepOf(rowKey: string): number | undefined {
    const place = this.#places.get(rowKey);
    return place === undefined ? undefined : this.#stepAt[place];
  }

  snapshot(): ReadonlyMap<string, number> {
    return new StepOfRow(this.#places, this.#stepAt, this.#stepAt.length);
  }
}

class StepOfRow implements ReadonlyMap<string, number> {
  readonly #places: ReadonlyMap<string, number>;
  readonly #stepAt: readonly number[];
  readonly #length: number;

  constructor(places: ReadonlyMap<string, number>, stepAt: readonly number[], length: number) {
    this.#places = places;
    this.#stepAt = stepAt;
    this.#length = length;
  }

  get(rowKey: string): number | undefined {
    const place = this.#places.get(rowKey);
    return place === undefined || place >= this.#length ? undefined : this.#stepAt[place];
  }

  has(rowKey: string): boolean {
    return this.get(rowKey) !== undefined;
  }

  get size(): number {
    return [...this.keys()].length;
  }

  *entries(): MapIterator<[string, number]> {
    for (const rowKey of this.#places.keys()) {
      const step = this.get(rowKey);
      if (step !== undefined) yield [rowKey, step];
    }
  }

  *keys(): MapIterator<string> {
    for (const [rowKey] of this.entries()) yield rowKey;
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
