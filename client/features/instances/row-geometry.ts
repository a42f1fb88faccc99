export const rowHeightPx = 32;
const headerHeightPx = 33;
/** More rows are fetched while this many are still below the window. */
const nearRows = 40;

type Viewport = Pick<HTMLElement, 'scrollTop' | 'clientHeight'>;

export function isAtTop({ scrollTop }: Pick<Viewport, 'scrollTop'>): boolean {
  return scrollTop < rowHeightPx;
}

export function isNearEnd({ scrollTop, clientHeight }: Viewport, count: number): boolean {
  return scrollTop + clientHeight > (count - nearRows) * rowHeightPx;
}

/** The scroll position closest to the present one at which the whole row is below the header and in view. */
export function scrollTopFor(index: number, { scrollTop, clientHeight }: Viewport): number {
  const lowest = index * rowHeightPx;
  const highest = lowest + rowHeightPx - (clientHeight - headerHeightPx);
  return Math.max(0, Math.min(lowest, Math.max(highest, scrollTop)));
}
