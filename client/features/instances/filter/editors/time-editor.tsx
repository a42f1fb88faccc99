import type {
  FilterTerm,
  TimeBound,
  TimeField,
} from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { msToInstant } from '../../../../../shared/domain/instant.ts';
import { Button } from '../../../../components/button.tsx';
import { Select } from '../../../../components/select.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { fromWallText, toWallText } from '../../../../lib/wall-time.ts';
import type { ReaderZone } from '../reader-zone.ts';
import { AmountField } from './amount-field.tsx';
import { presetsOf } from './wall-time.ts';

export type TimeTerm = Extract<FilterTerm, { field: TimeField }>;

interface TimeEditorProps {
  term: TimeTerm;
  reader: ReaderZone;
  onChange: (term: TimeTerm) => void;
  onSubmit: (term: TimeTerm) => void;
}

const boundKinds = [
  { value: 'none', label: 'no limit' },
  { value: 'ago', label: 'ago' },
  { value: 'ahead', label: 'from now' },
  { value: 'at', label: 'at' },
] as const;
type BoundKind = (typeof boundKinds)[number]['value'];

const hourMs = 3_600_000;

function kindOf(bound: TimeBound | null): BoundKind {
  if (bound === null) return 'none';
  if (bound.kind === 'instant') return 'at';
  return bound.ms < 0 ? 'ahead' : 'ago';
}

interface BoundEditorProps {
  label: string;
  bound: TimeBound | null;
  /** Of a limit that is added. */
  isInclusive: boolean;
  zone: string;
  nowMs: number;
  onChange: (bound: TimeBound | null) => void;
}

function BoundEditor({ label, bound, zone, nowMs, onChange, ...rest }: BoundEditorProps) {
  const isInclusive = bound?.isInclusive ?? rest.isInclusive;
  const kind = kindOf(bound);
  const sign = kind === 'ahead' ? -1 : 1;

  function choose(chosen: BoundKind): void {
    if (chosen === 'none') onChange(null);
    else if (chosen === 'at') onChange({ kind: 'instant', at: msToInstant(nowMs), isInclusive });
    else onChange({ kind: 'ago', ms: chosen === 'ago' ? hourMs : -hourMs, isInclusive });
  }

  return (
    <>
      <span className="text-ink-muted">{label}</span>
      <Select label={label} options={boundKinds} value={kind} onChange={choose} />
      <span className="flex min-w-0">
        {bound?.kind === 'ago' && (
          <AmountField
            key={kind}
            label={`${label}, how long`}
            ms={Math.abs(bound.ms)}
            onChange={(ms) => onChange({ kind: 'ago', ms: sign * (ms ?? 0), isInclusive })}
          />
        )}
        {bound?.kind === 'instant' && (
          <input
            type="datetime-local"
            step={1}
            aria-label={`${label}, date and time`}
            value={toWallText(bound.at, zone)}
            onChange={(event) => {
              const at = fromWallText(event.target.value, zone);
              if (at !== null) onChange({ kind: 'instant', at, isInclusive });
            }}
            className="h-7 w-full min-w-0 rounded-md border border-line-strong bg-canvas px-2"
          />
        )}
      </span>
    </>
  );
}

export function TimeEditor({ term, reader, onChange, onSubmit }: TimeEditorProps) {
  const nowMs = useNow(60_000);
  const { zone } = reader;
  const common = { zone, nowMs };
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label="Usual times" className="flex flex-wrap gap-1">
        {presetsOf(term.field, nowMs, zone).map(({ label, from, to }) => (
          <Button key={label} onClick={() => onSubmit({ ...term, from, to })}>
            {label}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-[auto_auto_1fr] items-center gap-2">
        <BoundEditor
          {...common}
          label="From"
          bound={term.from}
          isInclusive
          onChange={(from) => onChange({ ...term, from })}
        />
        <BoundEditor
          {...common}
          label="To"
          bound={term.to}
          isInclusive={false}
          onChange={(to) => onChange({ ...term, to })}
        />
      </div>
      <p className="text-sm text-ink-muted">
        {term.from === null && term.to === null
          ? 'Any time, as long as there is one.'
          : `Clock times are ${zone}.`}
      </p>
    </div>
  );
}
