import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode, RefObject } from 'react';
import { rowHeightPx } from './row-geometry.ts';

export interface RowWindowProps {
  count: number;
  scroller: RefObject<HTMLDivElement | null>;
  /** Where the scroller stands at first. */
  startOffset: number;
  renderRow: (index: number) => ReactNode;
}

/** Only the rows in view and a few around them. */
export function VirtualRows({ count, scroller, startOffset, renderRow }: RowWindowProps) {
  // eslint-disable-next-line react-hooks/incompatible-library -- it is read here and by no memoized component
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    // It takes over from rows drawn whole, which may have been scrolled.
    initialOffset: () => scroller.current?.scrollTop ?? startOffset,
  });
  return virtualizer.getVirtualItems().map((item) => renderRow(item.index));
}
