import { msToInstant, instantToMs, type Instant } from '../../../../shared/domain/instant.ts';
import type { TimeScale } from '../../../../shared/domain/execution/timeline-scale.ts';
import { viewOf, windowOf, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import type { InstanceSearch } from '../instance-search.ts';
import { useLateAddress } from './use-late-address.ts';

interface Bounds {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

function isSame(a: Bounds, b: Bounds): boolean {
  return a.from === b.from && a.to === b.to;
}

function boundsOf(view: TimelineView): Bounds {
  const window = windowOf(view);
  if (window === null) return { from: undefined, to: undefined };
  return { from: msToInstant(window.fromMs), to: msToInstant(window.toMs) };
}

/** The part of the scale that is in sight, as the address says it; everything without one. */
export function useTimelineView(
  scale: TimeScale,
  { from, to }: InstanceSearch,
  onSearch: (change: InstanceSearch) => void,
): [TimelineView, (view: TimelineView) => void] {
  const [bounds, setBounds] = useLateAddress<Bounds>(
    { from, to },
    (changed) => onSearch({ ...changed }),
    isSame,
  );
  const window =
    bounds.from !== undefined && bounds.to !== undefined && bounds.from < bounds.to
      ? { fromMs: instantToMs(bounds.from), toMs: instantToMs(bounds.to) }
      : null;
  return [viewOf(scale, window), (view) => setBounds(boundsOf(view))];
}
