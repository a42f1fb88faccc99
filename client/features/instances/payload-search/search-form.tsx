import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import type { BodyOf } from '../../../../shared/contract/endpoint.ts';
import {
  payloadPlaces,
  payloadSearchBounds,
  type PayloadPlace,
  type startPayloadSearch,
} from '../../../../shared/contract/payload-search.ts';
import { Button } from '../../../components/button.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { Select } from '../../../components/select.tsx';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';

const places = [
  { value: 'both', label: 'Inputs and outputs' },
  { value: 'input', label: 'Inputs' },
  { value: 'output', label: 'Outputs' },
] as const;

function placesOf(choice: 'both' | PayloadPlace): PayloadPlace[] {
  return choice === 'both' ? [...payloadPlaces] : [choice];
}

const bounds = ['500', '2000', '10000', '20000'] as const;
const boundOptions = bounds.map((value) => ({
  value,
  label: `newest ${formatCount(Number(value))}`,
}));

type SearchRequest = BodyOf<typeof startPayloadSearch>;

interface SearchFormProps {
  q: string;
  /** Instances that match the filter. */
  total: number;
  isBusy: boolean;
  onStart: (request: SearchRequest) => void;
}

/** Says what the search will cost before it begins. */
export function SearchForm({ q, total, isBusy, onStart }: SearchFormProps) {
  const boundId = useId();
  const field = useRef<HTMLInputElement>(null);
  // Whoever opens this wants to type.
  useEffect(() => field.current?.focus(), []);
  const [text, setText] = useState('');
  const [place, setPlace] = useState<'both' | PayloadPlace>('both');
  const [isCaseSensitive, setIsCaseSensitive] = useState(false);
  const [bound, setBound] = useState<(typeof bounds)[number]>('2000');
  const maxInstances = Number(bound);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (text !== '') onStart({ q, text, isCaseSensitive, places: placesOf(place), maxInstances });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          type="search"
          aria-label="Text to look for"
          aria-describedby={boundId}
          placeholder="Text inside inputs and outputs"
          spellCheck={false}
          autoComplete="off"
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-7 w-72 rounded-md border border-line-strong bg-raised px-2 placeholder:text-ink-faint"
        />
        <Segmented label="Where" segments={places} value={place} onChange={setPlace} />
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={isCaseSensitive}
            onChange={(event) => setIsCaseSensitive(event.target.checked)}
            className="accent-accent"
          />
          Match case
        </label>
        <Select label="How many instances" options={boundOptions} value={bound} onChange={setBound} />
        <Button type="submit" look="primary" disabled={text === '' || total === 0} isBusy={isBusy}>
          Search
        </Button>
      </div>
      <p id={boundId} className="text-ink-muted">
        <Cost total={total} looked={Math.min(total, maxInstances)} />
      </p>
    </form>
  );
}

function Cost({ total, looked }: { total: number; looked: number }) {
  if (total === 0) return 'No instance matches the filter, so there is nothing to look into.';
  const whole = looked === total ? `All ${plural(total, 'matching instance')}` : null;
  const { charsOfOnePayload, bytes } = payloadSearchBounds;
  return (
    <>
      {whole ?? `The newest ${formatCount(looked)} of ${plural(total, 'matching instance')}`} will be read
      from storage, each with one to three requests: at most {formatBytes(charsOfOnePayload)} of a payload and{' '}
      {formatBytes(bytes)} in all.
    </>
  );
}
