import { useMedia } from '../../../lib/use-media.ts';
import type { InstanceListSearch } from '../instance-list-search.ts';

type HistogramChoice = NonNullable<InstanceListSearch['histogram']>;

/** What is shown above the list, and how the address says so. In a cramped window it is off until somebody asks for it. */
export function useHistogramChoice({ histogram }: Pick<InstanceListSearch, 'histogram'>) {
  const usual = useMedia('(min-width: 700px) and (min-height: 560px)') ? 'created' : 'off';
  const toSearch = (choice: HistogramChoice) => ({ histogram: choice === usual ? undefined : choice });
  return { histogram: histogram ?? usual, toSearch };
}
