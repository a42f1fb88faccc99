import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePreferences } from '../../lib/preferences.ts';
import { sortOf, type InstanceListSearch } from './instance-list-search.ts';
import { filterGrammarQuery, type ListQuestion } from './instances-queries.ts';

/** What the address asks; `null` while the code that reads filters is on its way, which a list without a filter does not wait for. */
export function useQuestion(search: InstanceListSearch): ListQuestion | null {
  const { timeZone } = usePreferences();
  const { sort, order } = sortOf(search);
  const text = search.q ?? '';
  const { data: grammar } = useQuery({ ...filterGrammarQuery, enabled: text !== '' });
  return useMemo(() => {
    if (text === '') return { q: '', sort, order };
    return grammar === undefined ? null : { q: grammar.validFilter(text, timeZone), sort, order };
  }, [grammar, text, timeZone, sort, order]);
}
