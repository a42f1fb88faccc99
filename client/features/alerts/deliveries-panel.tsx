import { useQuery } from '@tanstack/react-query';
import { CircleX, Hourglass, RotateCw } from 'lucide-react';
import type { AlertDelivery } from '../../../shared/contract/alerts.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { RefusableButton } from '../../components/refusable-button.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { eventLooks } from './alert-looks.ts';
import { alertDeliveriesQuery, useRetryDelivery } from './alert-queries.ts';
import { LookText } from './look-text.tsx';
import { useAdminRefusal } from './use-admin-refusal.ts';

const stateLooks = {
  waiting: { icon: Hourglass, word: 'Waiting', text: 'text-warning' },
  dead: { icon: CircleX, word: 'Given up', text: 'text-danger' },
} as const;

function When({ state, attempts, maxAttempts, nextAttemptAt }: AlertDelivery) {
  return (
    <span className="text-sm text-ink-muted">
      {state === 'dead'
        ? `after ${attempts} of ${maxAttempts} tries`
        : `tried ${attempts} of ${maxAttempts} times`}
      {nextAttemptAt !== null && (
        <>
          , next <InstantText instant={nextAttemptAt} as="relative" />
        </>
      )}
    </span>
  );
}

/** Messages that have not arrived; nothing while all have. */
export function DeliveriesPanel({ hub }: { hub: string }) {
  const query = useQuery(alertDeliveriesQuery(hub));
  const refusal = useAdminRefusal(hub);
  const retrying = useRetryDelivery(hub);
  if (query.data?.deliveries.length === 0 && query.error === null) return null;
  return (
    <Panel title="Messages that have not arrived" query={query}>
      {({ deliveries }) => (
        <>
          <ul
            aria-label="Messages that have not arrived"
            className="flex flex-col divide-y divide-line rounded-md border border-line"
          >
            {deliveries.map((delivery) => {
              const { id, state, target, event, ruleName, summary, lastProblem } = delivery;
              return (
                <li key={id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-x-2">
                      <LookText look={stateLooks[state]} />
                      <span className="font-medium">{target}</span>
                      <When {...delivery} />
                    </p>
                    <p className="wrap-anywhere">
                      {eventLooks[event].word}: {toVisibleText(ruleName)}. {toVisibleText(summary)}
                    </p>
                    {lastProblem !== null && (
                      <p className="text-sm wrap-anywhere text-ink-muted">{toVisibleText(lastProblem)}</p>
                    )}
                  </div>
                  {state === 'dead' && (
                    <RefusableButton
                      icon={RotateCw}
                      refusal={refusal}
                      isBusy={retrying.isPending && retrying.variables === id}
                      onClick={() => retrying.mutate(id)}
                    >
                      Try again
                    </RefusableButton>
                  )}
                </li>
              );
            })}
          </ul>
          {retrying.error !== null && <ErrorNotice error={retrying.error} />}
        </>
      )}
    </Panel>
  );
}
