import { TriangleAlert, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { describeTerm } from '../../../../shared/domain/instance-filter/describe-term.ts';
import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { classNames } from '../../../lib/class-names.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { FilterPart, TermPart } from './filter-parts.ts';
import type { ReaderZone } from './reader-zone.ts';

export interface ChipActions {
  onOpen: (part: FilterPart, chip: HTMLElement) => void;
  onNegate: (part: TermPart) => void;
  onRemove: (part: FilterPart) => void;
}

interface FilterChipProps extends ChipActions {
  part: FilterPart;
  /** The one chip that Tab leads to. */
  isTabStop: boolean;
  onFocus: () => void;
  reader: TermReader;
}

/** A pasted list of ids is one value; nobody reads it in a chip. */
const maxShownChars = 160;

function shortened(text: string): string {
  return text.length > maxShownChars ? `${text.slice(0, maxShownChars)}…` : text;
}

/** A fingerprint is no word; the failure it stands for is. */
function withFailureLabels(term: FilterTerm, labels: ReadonlyMap<string, string>): FilterTerm {
  if (term.field !== 'fingerprint') return term;
  const patterns = term.patterns.map((parts) =>
    parts.length === 1 ? parts.map((part) => labels.get(part) ?? part) : parts,
  );
  return { ...term, patterns };
}

export interface TermReader extends ReaderZone {
  /** Type and message by fingerprint, as far as they are known. */
  readonly failureLabels: ReadonlyMap<string, string>;
}

export function wordsOf(part: FilterPart, { formatInstant, failureLabels }: TermReader) {
  if (part.kind === 'problem') return { field: '', relation: '', value: toVisibleText(shortened(part.text)) };
  const { field, relation, value } = describeTerm(withFailureLabels(part.term, failureLabels), formatInstant);
  return { field, relation, value: toVisibleText(shortened(value)) };
}

/** One term in words. The buttons beside the words are for the mouse: the keys `!` and Delete do the same. */
export function FilterChip({ part, isTabStop, onFocus, reader, ...actions }: FilterChipProps) {
  const { field, relation, value } = wordsOf(part, reader);
  const text = [field, relation, value].filter((word) => word !== '').join(' ');
  const isTerm = part.kind === 'term';
  const isNegated = isTerm && part.term.isNegated;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === '!' && isTerm) actions.onNegate(part);
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.onRemove(part);
    else return;
    event.preventDefault();
  }

  return (
    <span
      className={classNames(
        'inline-flex h-6 max-w-full min-w-0 items-center rounded-md border bg-sunken',
        isTerm ? 'border-line' : 'border-danger bg-danger-soft',
        isNegated && 'border-dashed border-line-strong',
      )}
    >
      {isTerm ? (
        <button
          type="button"
          tabIndex={-1}
          aria-pressed={isNegated}
          aria-label={`Exclude: ${text}`}
          title={isNegated ? 'Excluded; click to include (!)' : 'Click to exclude (!)'}
          onClick={() => actions.onNegate(part)}
          className={classNames(
            'mr-0.5 h-full shrink-0 rounded-l-md px-1.5 font-mono',
            isNegated ? 'bg-ink-muted text-canvas' : 'text-ink-faint hover:bg-hover hover:text-ink',
          )}
        >
          !
        </button>
      ) : (
        <TriangleAlert aria-hidden size={12} className="mx-1.5 shrink-0 text-danger" />
      )}
      <button
        type="button"
        data-chip=""
        tabIndex={isTabStop ? 0 : -1}
        aria-keyshortcuts="Enter ! Delete"
        aria-label={isTerm ? text : `Not understood: ${text}. ${part.problem.message}`}
        title={isTerm ? text : part.problem.message}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={(event) => actions.onOpen(part, event.currentTarget)}
        className="flex h-full max-w-96 min-w-0 items-center gap-1 overflow-hidden px-0.5 whitespace-nowrap"
      >
        {isTerm && (
          <>
            <span className="max-w-48 shrink-0 truncate text-ink-muted">{field}</span>
            <span className={classNames('shrink-0 text-ink-muted', isNegated && 'font-semibold')}>
              {relation}
            </span>
          </>
        )}
        <bdi className={classNames('min-w-0 truncate', !isTerm && 'font-mono')}>{value}</bdi>
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Remove: ${text}`}
        title="Remove"
        onClick={() => actions.onRemove(part)}
        className="grid h-full shrink-0 place-items-center rounded-r-md px-1.5 text-ink-faint hover:bg-hover hover:text-ink"
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  );
}
