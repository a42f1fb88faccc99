import { useQuery } from '@tanstack/react-query';
import { completionAt, type Completion } from '../../../../shared/domain/instance-filter/complete-filter.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { formatShortCount } from '../../../lib/format-count.ts';
import { useNow } from '../../../lib/use-now.ts';
import { instanceValuesQuery } from '../facets/facet-queries.ts';
import { offersFor, printValue, valuesFieldOf, type Offer } from './completion-offers.ts';
import { useReaderZone } from './reader-zone.ts';
import { useSettled } from './use-settled.ts';

const typingPauseMs = 150;
const maxValues = 12;

interface Offers {
  readonly completion: Completion | null;
  readonly offers: readonly Offer[];
}

/** What could stand at the caret. Values the server does not tell are left out without a word. */
export function useOffers(hub: string, text: string, caret: number): Offers {
  const { formatInstant } = useReaderZone();
  const nowMs = useNow(60_000);
  const completion = completionAt(text, caret);
  const field = completion?.offers === 'value' ? valuesFieldOf(completion.field) : null;
  const typed = useSettled(completion?.typed ?? '', typingPauseMs);
  const { data } = useQuery({ ...instanceValuesQuery(hub, field ?? 'name', typed), enabled: field !== null });
  if (completion === null) return { completion, offers: [] };
  const today = formatInstant(msToInstant(nowMs)).slice(0, 10);
  const found = (field === null ? [] : (data?.values ?? [])).flatMap(({ value, label, count }): Offer[] =>
    value === null || value === ''
      ? []
      : [
          {
            insert: printValue(value),
            hint: [label, formatShortCount(count)].filter(Boolean).join(' · '),
            isOpen: false,
          },
        ],
  );
  const offers = [...offersFor({ completion, text, today }), ...found.slice(0, maxValues)];
  return { completion, offers: offers.filter(({ insert }) => insert !== completion.typed) };
}
