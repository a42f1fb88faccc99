import type { Instant } from '../../../shared/domain/instant.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { withWindow } from './histogram/filter-window.ts';
import { HistogramPanel } from './histogram/histogram-panel.tsx';
import { useHistogramChoice } from './histogram/use-histogram-choice.ts';
import type { InstanceListSearch } from './instance-list-search.ts';

interface ListHistogramProps {
  hub: string;
  /** Filter text of the URL, with its mistakes. */
  text: string;
  /** Understood filter text. */
  q: string;
  search: InstanceListSearch;
  onTextChange: (text: string) => void;
  onChange: (change: Partial<InstanceListSearch>) => void;
}

/** The histogram above the list, as the address says; its window is a term of the filter. */
export function ListHistogram({ hub, text, q, search, onTextChange, onChange }: ListHistogramProps) {
  const { timeZone } = usePreferences();
  const { histogram: by, toSearch } = useHistogramChoice(search);

  function setWindow(field: 'created' | 'updated', from: Instant | null, to: Instant | null): void {
    onTextChange(withWindow(text, timeZone, { field, from, to }));
  }

  if (by === 'off') return null;
  return (
    <HistogramPanel
      hub={hub}
      q={q}
      by={by}
      color={search.color ?? 'status'}
      onLookChange={(look) =>
        onChange({
          ...(look.by !== undefined && toSearch(look.by)),
          ...('color' in look && { color: look.color === 'status' ? undefined : look.color }),
        })
      }
      onWindow={setWindow}
    />
  );
}
