/** The quantile of values in ascending order by nearest rank: always a value that was measured; 0 of none. */
export function nearestRank(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0;
}
