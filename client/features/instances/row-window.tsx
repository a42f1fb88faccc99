import { lazy, Suspense, type ReactNode, type RefObject } from 'react';

export interface RowWindowProps {
  count: number;
  scroller: RefObject<HTMLDivElement | null>;
  /** Where the scroller stands at first. */
  startOffset: number;
  renderRow: (index: number) => ReactNode;
}

/** A page of rows is drawn whole, which spares the first visit the virtualizer's code. */
const wholeRows = 100;

const VirtualRows = lazy(async () => ({ default: (await import('./virtual-rows.tsx')).VirtualRows }));

export function RowWindow(props: RowWindowProps) {
  const drawn = Math.min(props.count, wholeRows);
  const firstRows = Array.from({ length: drawn }, (_, index) => props.renderRow(index));
  if (props.count <= wholeRows) return firstRows;
  return (
    <Suspense fallback={firstRows}>
      <VirtualRows {...props} />
    </Suspense>
  );
}
