interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  /** Under the bar, and read out. */
  text: string;
}

export function ProgressBar({ label, value, max, text }: ProgressBarProps) {
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <div className="flex flex-col gap-1">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-sm bg-sunken"
      >
        <div className="h-full bg-accent-fill" style={{ width: `${share * 100}%` }} />
      </div>
      <p aria-hidden className="text-ink-muted">
        {text}
      </p>
    </div>
  );
}
