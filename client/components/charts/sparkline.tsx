/** Share of a step that stays free on each side. */
const gapShare = 0.1;
/** Of the height, so that a single one among many is seen. */
const leastShare = 0.12;

function barsPath(counts: readonly number[]): string {
  const highest = Math.max(1, ...counts);
  return counts
    .map((count, step) => {
      if (count === 0) return '';
      const top = 1 - Math.max(leastShare, count / highest);
      return `M${step + gapShare} ${top.toFixed(3)}h${1 - 2 * gapShare}V1h-${1 - 2 * gapShare}z`;
    })
    .join('');
}

interface SparklineProps {
  counts: readonly number[];
  /** The same in words. */
  label: string;
  color: string;
}

/** Counts over time, as small as a word. */
export function Sparkline({ counts, label, color }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${Math.max(1, counts.length)} 1`}
      preserveAspectRatio="none"
      className="h-6 w-28 border-b border-line-strong"
    >
      <title>{label}</title>
      <path d={barsPath(counts)} style={{ fill: color }} />
    </svg>
  );
}
