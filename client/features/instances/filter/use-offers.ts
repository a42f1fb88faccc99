import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { completionAt, type Completion } from '../../../../shared/domain/instance-filter/complete-filter.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { formatShortCount } from '../../../lib/format-count.ts';
import { useNow } from '../../../lib/use-now.ts';
import { instanceFacetsQuery, instanceValuesQuery } from '../facets/facet-queries.ts';
import { rowsAtHand } from '../further-queries.ts';
import { offersFor, pathOffer, printValue, valuesFieldOf, type Offer } from './completion-offers.ts';
import { customPathsOf } from './custom-paths.ts';
import { useReaderZone } from './reader-zone.ts';
import { useSettled } from './use-settled.ts';

const typingPauseMs = 150;
const maxValues = 12;

interface Offers {
  readonly completion: Completion | null;
  readonly offers: readonly Offer[];
}

/** What the server finds: values of fields, and names of tags. */
function useFoundOffers(hub: string, completion: Completion | null): Offer[] {
  const field = completion && valuesFieldOf(completion);
  const typed = useSettled(completion?.typed ?? '', typingPauseMs);
  const { data } = useQuery({ ...instanceValuesQuery(hub, field ?? 'name', typed), enabled: field !== null });
  const found = (field === null ? [] : (data?.values ?? [])).flatMap(({ value, label, count }): Offer[] => {
    if (value === null || value === '') return [];
    const hint = [label, formatShortCount(count)].filter(Boolean).join(' · ');
    if (completion?.offers === 'path') return [pathOffer([value], hint)];
    return [{ insert: printValue(value), hint, isOpen: false }];
  });
  return found.slice(0, maxValues);
}

function usePartitionOffers(hub: string, completion: Completion | null): Offer[] {
  const isAsked = completion?.field === 'partition';
  const { data } = useQuery({ ...instanceFacetsQuery(hub, ''), enabled: isAsked });
  const counted = isAsked ? (data?.partition.values ?? []) : [];
  return counted
    .flatMap(({ value, count }): Offer[] =>
      value?.startsWith(completion?.typed ?? '') === true
        ? [{ insert: value, hint: formatShortCount(count), isOpen: false }]
        : [],
    )
    .sort((a, b) => Number(a.insert) - Number(b.insert));
}

/** Out of rows that are here anyway: nobody looks through a million custom statuses for this. */
function useCustomPathOffers(hub: string, completion: Completion | null): Offer[] {
  const client = useQueryClient();
  const isAsked = completion?.offers === 'path' && completion.field === 'custom';
  const paths = useMemo(() => {
    if (!isAsked) return [];
    return customPathsOf(rowsAtHand(client, hub).flatMap(({ customStatus }) => customStatus ?? []));
  }, [client, hub, isAsked]);
  const typed = completion?.typed.toLowerCase() ?? '';
  return paths
    .filter(({ path }) => path.join('.').toLowerCase().includes(typed))
    .slice(0, maxValues)
    .map(({ path }) => pathOffer(path, 'seen in this list'));
}

/** What could stand at the caret. Values the server does not tell are left out without a word. */
export function useOffers(hub: string, text: string, caret: number): Offers {
  const { formatInstant } = useReaderZone();
  const nowMs = useNow(60_000);
  const completion = completionAt(text, caret);
  const found = useFoundOffers(hub, completion);
  const partitions = usePartitionOffers(hub, completion);
  const paths = useCustomPathOffers(hub, completion);
  if (completion === null) return { completion, offers: [] };
  const today = formatInstant(msToInstant(nowMs)).slice(0, 10);
  const offers = [...offersFor({ completion, text, today }), ...found, ...partitions, ...paths];
  return { completion, offers: offers.filter(({ insert }) => insert !== completion.typed) };
}
