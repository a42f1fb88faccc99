import { useMemo } from 'react';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { formatCompact } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';

export interface ReaderZone {
  readonly zone: string;
  readonly formatInstant: (instant: Instant) => string;
}

/** How the reader writes and reads times in a filter. */
export function useReaderZone(): ReaderZone {
  const { timeZone: zone } = usePreferences();
  return useMemo(
    () => ({
      zone,
      // Whole minutes are what people filter by; their seconds would only be noise in a chip.
      formatInstant: (instant) => formatCompact(instant, zone).replace(/:00$/, ''),
    }),
    [zone],
  );
}
