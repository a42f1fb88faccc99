import type { OddRow } from './execution-model.ts';

/** Rows that do not fit, each once, with all that is wrong about it. */
export class OddRows {
  readonly #problems = new Map<string, string[]>();
  #snapshot: readonly OddRow[] | null = [];

  add(rowKey: string, ...problems: readonly string[]): void {
    const known = this.#problems.get(rowKey) ?? [];
    this.#problems.set(rowKey, [...known, ...problems.filter((problem) => !known.includes(problem))]);
    this.#snapshot = null;
  }

  snapshot(): readonly OddRow[] {
    this.#snapshot ??= [...this.#problems].map(([rowKey, problems]) => ({
      rowKey,
      problem: problems.join(' '),
    }));
    return this.#snapshot;
  }
}
