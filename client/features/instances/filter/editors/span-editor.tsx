import type { FilterTerm, SpanField } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { AmountField } from './amount-field.tsx';

export type SpanTerm = Extract<FilterTerm, { field: SpanField }>;

interface SpanEditorProps {
  term: SpanTerm;
  onChange: (term: SpanTerm) => void;
}

export function SpanEditor({ term, onChange }: SpanEditorProps) {
  const { from, to } = term;
  return (
    <div className="grid grid-cols-[auto_1fr] items-center gap-2">
      <span className="text-ink-muted">Longer than</span>
      <AmountField
        label="Longer than"
        ms={from?.ms ?? null}
        onChange={(ms) =>
          onChange({ ...term, from: ms === null ? null : { ms, isInclusive: from?.isInclusive ?? false } })
        }
      />
      <span className="text-ink-muted">Shorter than</span>
      <AmountField
        label="Shorter than"
        ms={to?.ms ?? null}
        onChange={(ms) =>
          onChange({ ...term, to: ms === null ? null : { ms, isInclusive: to?.isInclusive ?? false } })
        }
      />
      {from === null && to === null && (
        <p className="col-span-2 text-sm text-ink-muted">Any length, as long as it is known.</p>
      )}
    </div>
  );
}
