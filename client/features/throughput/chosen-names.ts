import type { ThroughputSeries } from '../../../shared/contract/throughput.ts';
import type { ThroughputSearch } from './throughput-search.ts';

export interface NamedSeries extends ThroughputSeries {
  readonly name: string;
}

export const defaultTop = 6;
export const topChoices = [3, 6, 9, 20] as const;

export function namedSeries(byName: readonly ThroughputSeries[]): NamedSeries[] {
  return byName.flatMap(({ name, ...series }) => (name === null ? [] : [{ ...series, name }]));
}

/** The chosen names, in the order of the answer; without a choice the busiest. */
export function shownNames(
  all: readonly NamedSeries[],
  { name: chosen, top = defaultTop }: Pick<ThroughputSearch, 'name' | 'top'>,
): NamedSeries[] {
  if (chosen === undefined) return all.slice(0, top);
  return all.filter(({ name }) => chosen.includes(name));
}

/** The choice after a name was ticked or unticked; `undefined` = none is left to make. */
export function toggleName(shown: readonly string[], name: string): string[] | undefined {
  const next = shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name];
  return next.length === 0 ? undefined : next;
}
