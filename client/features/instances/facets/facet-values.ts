import type { Facet } from '../../../../shared/contract/instance-facets.ts';
import type { ResultOf } from '../../../../shared/contract/endpoint.ts';
import type { instanceFacets } from '../../../../shared/contract/instance-facets.ts';
import { statusOrder } from '../../../components/runtime-status-look.ts';
import type { ChoiceField } from '../filter/choice-edits.ts';
import type { ValuesField } from './facet-queries.ts';

export interface FacetValue {
  /** `''` = has no value. */
  readonly value: string;
  readonly label: string;
  /** Rows of the present filter; `null` = not counted. */
  readonly count: number | null;
}

type Facets = ResultOf<typeof instanceFacets>;

/** `null` while nothing is counted, and for entity names, which are not counted. */
export function facetOf(facets: Facets | undefined, field: ChoiceField): Facet | null {
  if (facets === undefined || field === 'entity') return null;
  if (field === 'partition') return withoutNone(facets.partition);
  return facets[field === 'fingerprint' ? 'failure' : field];
}

/** The count of rows that no filter can ask for is no value to pick. */
function withoutNone({ values, distinct }: Facet): Facet {
  const named = values.filter(({ value }) => value !== null);
  return { values: named, distinct: distinct - (values.length - named.length) };
}

export function valuesFieldOfChoice(field: ChoiceField): ValuesField | null {
  if (field === 'fingerprint') return 'failure';
  return field === 'name' || field === 'version' || field === 'entity' ? field : null;
}

const kindLabels: Readonly<Record<string, string>> = { orchestration: 'Orchestrations', entity: 'Entities' };

function labelOf(field: ChoiceField, value: string, label: string | null): string {
  if (value === '') return '(none)';
  if (field === 'kind') return kindLabels[value] ?? value;
  return label ?? value;
}

const alwaysThere: Partial<Record<ChoiceField, readonly string[]>> = {
  status: statusOrder,
  kind: ['orchestration', 'entity'],
};

interface Sources {
  readonly field: ChoiceField;
  readonly facet: Facet | null;
  /** Chosen ones stay in sight when nothing has them. */
  readonly chosen: readonly string[];
}

/** Counted values first and in their order, then those that nothing has. */
export function facetValues({ field, facet, chosen }: Sources): FacetValue[] {
  const counted = new Map<string, FacetValue>();
  for (const { value, label, count } of facet?.values ?? []) {
    const key = value ?? '';
    const before = counted.get(key)?.count ?? 0;
    counted.set(key, { value: key, label: labelOf(field, key, label), count: before + count });
  }
  const isCountedWhole = facet !== null && facet.values.length >= facet.distinct;
  const others = [...chosen, ...(alwaysThere[field] ?? [])].filter((value) => !counted.has(value));
  return [
    ...counted.values(),
    ...[...new Set(others)].map((value) => ({
      value,
      label: labelOf(field, value, null),
      count: isCountedWhole ? 0 : null,
    })),
  ];
}
