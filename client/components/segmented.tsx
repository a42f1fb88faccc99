import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { classNames } from '../lib/class-names.ts';

interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Shown instead of the label. */
  readonly icon?: LucideIcon;
  readonly title?: string;
}

interface SegmentedProps<Value extends string> {
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A choice of one among few: radio buttons, so arrow keys come with it. */
export function Segmented<Value extends string>({ label, segments, value, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex h-7 shrink-0 rounded-md border border-line-strong bg-raised p-px"
    >
      {segments.map(({ icon: Icon, ...segment }) => (
        <label
          key={segment.value}
          title={segment.title ?? (Icon ? segment.label : undefined)}
          className={classNames(
            'relative flex cursor-pointer items-center rounded-sm px-2 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent',
            segment.value === value ? 'bg-selected text-ink' : 'text-ink-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
            aria-label={segment.label}
          />
          {Icon ? <Icon aria-hidden size={14} /> : <span aria-hidden>{segment.label}</span>}
        </label>
      ))}
    </div>
  );
}
