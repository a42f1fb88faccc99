import type { Facet } from '../../../shared/contract/instance-facets.ts';
import { compareTexts } from './compare-texts.ts';
import { facets, type FacetName } from './facet-counts.ts';
import type { Memory } from './list.ts';
import type { Question } from './question.ts';
import type { RowSource } from './row-source.ts';

type Facets = Record<FacetName, Facet>;

const facetNames = ['status', 'kind', 'name', 'version', 'failure', 'partition'] as const;

/** Facets without a filter on themselves count the same rows, hence in one scan; each of the others needs its own. */
function scansFor({ terms }: Question): FacetName[][] {
  const isFiltered = (name: FacetName) => terms.some(({ field }) => field === facets[name].field);
  const together = facetNames.filter((name) => !isFiltered(name));
  const alone = facetNames.filter(isFiltered).map((name) => [name]);
  return together.length > 0 ? [together, ...alone] : alone;
}

function othersTerms(names: readonly FacetName[], { terms }: Question): Question['terms'] {
  const own = names.map((name) => facets[name].field);
  return terms.filter(({ field }) => !own.includes(field));
}

/** No value comes last. */
function compareValues(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareTexts(a, b);
}

function mostFrequent(counts: ReadonlyMap<string | null, number>, limit: number): Facet['values'] {
  return [...counts]
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || compareValues(a, b))
    .slice(0, limit)
    .map(([value, count]) => ({ value, label: null, count }));
}

function withLabels({ values, distinct }: Facet, labels: ReadonlyMap<string, string>): Facet {
  return {
    values: values.map(({ value, count }) => ({ value, label: labels.get(value ?? '') ?? null, count })),
    distinct,
  };
}

function textsOf({ values }: Facet): string[] {
  return values.map(({ value }) => value).filter((value) => value !== null);
}

const empty: Facet = { values: [], distinct: 0 };

export async function countFacets(
  rows: RowSource,
  { labels, facetCounts }: Memory,
  question: Question,
  limit: number,
): Promise<Facets> {
  const visible = rows.revision;
  rows.hold(visible);
  return rows.within(async (ask) => {
    const found: Partial<Facets> = {};
    for (const names of scansFor(question)) {
      const scan = { names, terms: othersTerms(names, question), now: question.now };
      for (const [name, { counts, distinct }] of await facetCounts.find(rows, ask, scan, { visible, limit }))
        found[name] = { values: mostFrequent(counts, limit), distinct };
    }
    const { status = empty, kind = empty, name = empty, version = empty, partition = empty } = found;
    const { failure = empty } = found;
    const named = withLabels(failure, await labels.find(rows, ask, textsOf(failure), visible));
    return { status, kind, name, version, failure: named, partition };
  });
}
