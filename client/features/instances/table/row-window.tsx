import { lazy, Suspense } from 'react';
import type { RowWindowProps } from './virtual-rows.tsx';

/** What fills a large window. The first visit sees rows before the virtualizer's code is there. */
const firstRows = 32;

const VirtualRows = lazy(async () => ({ default: (await import('./virtual-rows.tsx')).VirtualRows }));

interface FirstRowWindowProps extends RowWindowProps {
  /** The first rows are on the screen: scrolling may begin. */
  isComplete: boolean;
}

export function RowWindow({ isComplete, ...props }: FirstRowWindowProps) {
  const { count, rowHeightPx, startOffsetPx, renderRow } = props;
  const start = Math.max(0, Math.min(count - firstRows, Math.floor(startOffsetPx / rowHeightPx)));
  const drawn = Math.min(count - start, firstRows);
  const first = Array.from({ length: drawn }, (_, step) =>
    renderRow({ key: step, index: start + step }, step === 0),
  );
  return <Suspense fallback={first}>{isComplete ? <VirtualRows {...props} /> : first}</Suspense>;
}
