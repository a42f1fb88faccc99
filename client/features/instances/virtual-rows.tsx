import { useVirtualizer } from '@tanstack/react-virtual';
import type { RowWindowProps } from './row-window.tsx';
import { rowHeightPx } from './row-geometry.ts';

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
