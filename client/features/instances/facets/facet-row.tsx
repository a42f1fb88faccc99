import { Minus, Plus } from 'lucide-react';
import type { RuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { statusLooks, statusOrder } from '../../../components/runtime-status-look.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount, formatShortCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ChoiceAction } from '../filter/choice-edits.ts';
import type { FacetValue } from './facet-values.ts';

export type FacetMark = 'included' | 'excluded' | null;

interface FacetRowProps {
  facetTitle: string;
  one: FacetValue;
  mark: FacetMark;
  /** Of the longest bar. */
  maxCount: number;
  /** Whether values of the facet are chosen, so that one more can be added. */
  hasChoice: boolean;
  onEdit: (action: ChoiceAction) => void;
}

const buttonLook =
  'grid size-5 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-sunken hover:text-ink';

function StatusIcon({ facetTitle, value }: { facetTitle: string; value: string }) {
  const status: RuntimeStatus | undefined =
    facetTitle === 'Status' ? statusOrder.find((known) => known === value) : undefined;
  if (status === undefined) return null;
  const { icon: Icon, text } = statusLooks[status];
  return <Icon aria-hidden size={14} className={classNames('shrink-0', text)} />;
}

/** A click asks for this value alone, again takes it back; with Alt, or by the minus, it is excluded. */
export function FacetRow({ facetTitle, one, mark, maxCount, hasChoice, onEdit }: FacetRowProps) {
  const { value, label, count } = one;
  const hasSentences = facetTitle === 'Failure';
  const share = count === null || maxCount === 0 ? 0 : (count / maxCount) * 100;
  return (
    <li className="group/facet relative flex min-h-6 items-center gap-0.5 rounded-sm pr-1 hover:bg-hover">
      <button
        type="button"
        aria-pressed={mark === 'included'}
        title={`${label}${count === null ? '' : `: ${formatCount(count)}`}`}
        onClick={(event) => {
          if (event.altKey && mark !== 'excluded') onEdit('exclude');
          else onEdit(mark === null ? 'only' : 'remove');
        }}
        className={classNames(
          'flex min-h-6 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1.5 text-left',
          mark === 'included' && 'bg-selected font-medium',
          (mark === 'excluded' || count === 0) && 'text-ink-faint',
        )}
      >
        <StatusIcon facetTitle={facetTitle} value={value} />
        <bdi
          className={classNames(
            'min-w-0 flex-1',
            hasSentences ? 'line-clamp-2 text-sm wrap-anywhere' : 'truncate',
            mark === 'excluded' && 'line-through',
          )}
        >
          {toVisibleText(label)}
        </bdi>
        {mark === 'excluded' && <span className="sr-only">, excluded</span>}
      </button>
      <span className="absolute right-17 flex rounded-sm bg-hover opacity-0 group-focus-within/facet:opacity-100 group-hover/facet:opacity-100">
        {mark === null && hasChoice && (
          <button
            type="button"
            aria-label={`Add ${label}`}
            title="Add to the choice"
            className={buttonLook}
            onClick={() => onEdit('add')}
          >
            <Plus aria-hidden size={12} />
          </button>
        )}
        {mark !== 'excluded' && (
          <button
            type="button"
            aria-label={`Exclude ${label}`}
            title="Exclude (Alt+click)"
            className={buttonLook}
            onClick={() => onEdit('exclude')}
          >
            <Minus aria-hidden size={12} />
          </button>
        )}
      </span>
      <span className="relative w-16 shrink-0 pr-1 text-right text-sm text-ink-muted">
        <span
          aria-hidden
          className="absolute inset-y-0 right-0 rounded-sm bg-sunken"
          style={{ width: `${share}%` }}
        />
        <span className="relative">{count === null ? '' : formatShortCount(count)}</span>
      </span>
    </li>
  );
}
