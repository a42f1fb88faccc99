export const rowHeightsPx = { normal: 32, dense: 28 } as const;
export const headerHeightPx = 33;

/**
 * Browsers draw no element higher than some 17 to 33 million pixels. A longer list gets this height and is moved through it:
 * the scroll bar shows the place in the whole, the wheel still moves row by row.
 */
export const maxBodyPx = 12_000_000;

export function bodyHeight(rowsPx: number): number {
  return Math.min(rowsPx, maxBodyPx);
}

interface Viewport {
  /** From the top of the first row, in pixels. */
  readonly offsetPx: number;
  readonly heightPx: number;
}

/** The offset closest to the present one at which the whole row is below the header and in view. */
export function offsetFor(index: number, rowHeightPx: number, { offsetPx, heightPx }: Viewport): number {
  const lowest = index * rowHeightPx;
  const highest = lowest + rowHeightPx - (heightPx - headerHeightPx);
  return Math.max(0, Math.min(lowest, Math.max(highest, offsetPx)));
}
