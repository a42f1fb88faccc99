import { lazy, Suspense } from 'react';
import type { RowWindowProps } from './virtual-rows.tsx';

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
