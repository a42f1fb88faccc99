import type { HeatPlace } from './heat-words.ts';

interface HeatSize {
  readonly rows: number;
  readonly columns: number;
}

const steps: Readonly<Record<string, HeatPlace>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  PageUp: { row: 0, column: -10 },
  PageDown: { row: 0, column: 10 },
  Home: { row: 0, column: -Infinity },
  End: { row: 0, column: Infinity },
};

function within(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** Where a key leads from a cell; `null` = it is none that moves. */
export function placeAfter(
  key: string,
  { row, column }: HeatPlace,
  { rows, columns }: HeatSize,
): HeatPlace | null {
  const step = steps[key];
  if (step === undefined) return null;
  return { row: within(row + step.row, rows), column: within(column + step.column, columns) };
}
