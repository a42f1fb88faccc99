import { useMemo } from 'react';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { formatCompact } from '../../../lib/format-instant.ts';
import { usePreferences, type Preferences } from '../../../lib/preferences.ts';

function zoneOf(timeZone: Preferences['timeZone']): string {
  if (timeZone === 'utc') return 'UTC';
  return timeZone === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone;
}

export interface ReaderZone {
  readonly zone: string;
  readonly formatInstant: (instant: Instant) => string;
}

/** How the reader writes and reads times in a filter. */
export function useReaderZone(): ReaderZone {
  const { timeZone } = usePreferences();
  return useMemo(
    () => ({ zone: zoneOf(timeZone), formatInstant: (instant) => formatCompact(instant, timeZone) }),
    [timeZone],
  );
}
