import { useQuery } from '@tanstack/react-query';
import type { ChoiceField } from '../filter/choice-edits.ts';
import { useSettled } from '../filter/use-settled.ts';
import { instanceValuesQuery } from './facet-queries.ts';
import { valuesFieldOfChoice, type FacetValue } from './facet-values.ts';

const typingPauseMs = 150;

interface Search {
  readonly hub: string;
  readonly field: ChoiceField;
  readonly typed: string;
  /** What is in sight without a search. */
  readonly known: readonly FacetValue[];
}

interface Found {
  readonly values: readonly FacetValue[];
  readonly isSearching: boolean;
  readonly error: Error | null;
}

function isMatch({ value, label }: FacetValue, typed: string): boolean {
  return [value, label].some((text) => text.toLowerCase().includes(typed.toLowerCase()));
}

/** The known values that contain what is typed, and others of the hub that do, without their counts. */
export function useFoundValues({ hub, field, typed, known }: Search): Found {
  const valuesField = valuesFieldOfChoice(field);
  const settled = useSettled(typed, typingPauseMs);
  const isAsked = valuesField !== null && (typed !== '' || field === 'entity');
  const query = useQuery({ ...instanceValuesQuery(hub, valuesField ?? 'name', settled), enabled: isAsked });
  const near = known.filter((one) => isMatch(one, typed));
  const far = (isAsked ? (query.data?.values ?? []) : []).flatMap(({ value, label }): FacetValue[] => {
    if (value === null || value === '' || known.some((one) => one.value === value)) return [];
    return [{ value, label: label ?? value, count: null }];
  });
  return {
    values: [...near, ...far.filter((one) => isMatch(one, typed))],
    isSearching: isAsked && (query.isFetching || settled !== typed),
    error: isAsked ? query.error : null,
  };
}
