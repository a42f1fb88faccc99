import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { fetchVersions } from './fetch-versions.ts';
import type { Ask } from './row-source.ts';
import { bigintOf, instanceRowOf } from './stored-row.ts';

/** Rows that were shown lately. A version of a row never changes, and fetching it out of packed columns is dear. */
export class KeptRows {
  private readonly kept = new Map<bigint, InstanceRow>();

  constructor(private readonly most: number) {}

  /** In the order of their version numbers as given. */
  async fetch(ask: Ask, versions: readonly (bigint | null)[]): Promise<InstanceRow[]> {
    const numbers = versions.filter((version) => version !== null);
    const known = new Map<bigint, InstanceRow>();
    for (const number of numbers) {
      const row = this.kept.get(number);
      if (row) known.set(number, row);
    }
    const missing = numbers.filter((number) => !known.has(number));
    for (const record of await fetchVersions(ask, missing)) {
      const number = bigintOf(record, 'version_number');
      if (number !== null) known.set(number, instanceRowOf(record));
    }
    this.keep(known);
    return numbers.map((number) => known.get(number)).filter((row) => row !== undefined);
  }

  /** The longest unused ones are forgotten. */
  private keep(used: ReadonlyMap<bigint, InstanceRow>): void {
    for (const [number, row] of used) {
      this.kept.delete(number);
      this.kept.set(number, row);
    }
    for (const number of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(number);
    }
  }
}
