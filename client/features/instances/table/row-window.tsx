import { lazy, Suspense } from 'react';
import type { RowWindowProps } from './virtual-rows.tsx';

/** What fills a large window. The first visit sees rows before the virtualizer's code is there. */
const firstRows = 32;

const VirtualRows = lazy(async () => ({ default: (await import('./virtual-rows.tsx')).VirtualRows }));

export function RowWindow(props: RowWindowProps) {
  const { count, rowHeightPx, startOffsetPx, renderRow } = props;
  const start = Math.max(0, Math.min(count - firstRows, Math.floor(startOffsetPx / rowHeightPx)));
  const drawn = Math.min(count - start, firstRows);
  return (
    <Suspense fallback={Array.from({ length: drawn }, (_, step) => renderRow(start + step, step === 0))}>
      <VirtualRows {...props} />
    </Suspense>
  );
}
