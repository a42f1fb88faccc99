import { GitCompareArrows, X } from 'lucide-react';
import type { PayloadEntry } from '../../../../shared/domain/execution/payload-entries.ts';
import { Button } from '../../../components/button.tsx';
import { PayloadComparison } from '../../../components/payload-comparison.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { InstancePayload } from './instance-payload.tsx';
import { payloadTitle } from './payload-words.ts';

interface ChosenPayloadProps {
  hub: string;
  instanceId: string;
  entry: PayloadEntry;
  /** What it is compared with. */
  other: PayloadEntry | null;
  /** The next choice in the list is what to compare with. */
  isPicking: boolean;
  onPick: (isPicking: boolean) => void;
  onEndComparison: () => void;
  /** Shows the event in the history. */
  onShowEvent: (rowKey: string) => void;
}

/** The payload chosen from the list, or it and another side by side. */
export function ChosenPayload({ hub, instanceId, entry, other, ...actions }: ChosenPayloadProps) {
  const title = payloadTitle(entry);
  const place = { hub, instanceId };
  const rowKey = entry.event?.rowKey;
  return (
    <section aria-label={toVisibleText(title)} className="min-w-0">
      <header className="mb-1 flex min-h-7 flex-wrap items-center gap-x-2">
        <h2 className="min-w-0 truncate font-semibold">
          <bdi>{toVisibleText(title)}</bdi>
        </h2>
        {other !== null && (
          <span className="min-w-0 truncate text-ink-muted">
            compared with <bdi className="font-medium text-ink">{toVisibleText(payloadTitle(other))}</bdi>
          </span>
        )}
        <span className="ml-auto flex gap-1">
          {rowKey !== undefined && (
            <Button look="quiet" onClick={() => actions.onShowEvent(rowKey)}>
              Event in the history
            </Button>
          )}
          {other === null ? (
            <Button
              icon={GitCompareArrows}
              aria-pressed={actions.isPicking}
              onClick={() => actions.onPick(!actions.isPicking)}
            >
              {actions.isPicking ? 'Choose the other one …' : 'Compare with …'}
            </Button>
          ) : (
            <Button icon={X} onClick={actions.onEndComparison}>
              End comparison
            </Button>
          )}
        </span>
      </header>
      {other === null ? (
        <InstancePayload key={entry.info.ref} {...place} info={entry.info} what={title} />
      ) : (
        <PayloadComparison
          left={{ ...place, info: entry.info, what: title }}
          right={{ ...place, info: other.info, what: payloadTitle(other) }}
        />
      )}
    </section>
  );
}
