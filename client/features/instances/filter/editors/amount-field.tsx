import { useState } from 'react';
import { Select } from '../../../../components/select.tsx';

const units = [
  { value: 'ms', label: 'ms', ms: 1 },
  { value: 's', label: 'seconds', ms: 1_000 },
  { value: 'm', label: 'minutes', ms: 60_000 },
  { value: 'h', label: 'hours', ms: 3_600_000 },
  { value: 'd', label: 'days', ms: 86_400_000 },
] as const;
type Unit = (typeof units)[number]['value'];

function unitFor(ms: number | null): Unit {
  if (ms === null || ms === 0) return 'm';
  return units.findLast((unit) => ms % unit.ms === 0)?.value ?? 'ms';
}

function msOf(unit: Unit): number {
  return units.find(({ value }) => value === unit)?.ms ?? 1;
}

interface AmountFieldProps {
  label: string;
  /** `null` = empty. */
  ms: number | null;
  onChange: (ms: number | null) => void;
}

/** A length of time as a number and a unit. */
export function AmountField({ label, ms, onChange }: AmountFieldProps) {
  const [unit, setUnit] = useState(() => unitFor(ms));
  const [text, setText] = useState(() => (ms === null ? '' : String(ms / msOf(unit))));

  function change(changedText: string, changedUnit: Unit): void {
    setText(changedText);
    setUnit(changedUnit);
    const number = Number(changedText);
    const isAmount = changedText.trim() !== '' && Number.isFinite(number) && number >= 0;
    onChange(isAmount ? Math.round(number * msOf(changedUnit)) : null);
  }

  return (
    <span className="flex min-w-0 flex-1 gap-1">
      <input
        type="number"
        min={0}
        step="any"
        aria-label={label}
        placeholder="any"
        value={text}
        onChange={(event) => change(event.target.value, unit)}
        className="h-7 w-20 min-w-0 rounded-md border border-line-strong bg-canvas px-2 placeholder:text-ink-faint"
      />
      <Select
        label={`Unit of ${label}`}
        options={units}
        value={unit}
        onChange={(changed) => change(text, changed)}
        className="w-28"
      />
    </span>
  );
}
