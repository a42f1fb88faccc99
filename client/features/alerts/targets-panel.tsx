import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Send, Webhook } from 'lucide-react';
import type { AlertTarget } from '../../../shared/contract/alerts.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { RefusableButton } from '../../components/refusable-button.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { targetKindWords } from './alert-looks.ts';
import { alertsQuery, useTestTarget } from './alert-queries.ts';
import { useAdminRefusal } from './use-admin-refusal.ts';

function TestOutcome({ test }: { test: ReturnType<typeof useTestTarget> }) {
  if (test.error !== null) return <ErrorNotice error={test.error} />;
  if (test.data === undefined) return null;
  const { isDelivered, message, tookMs } = test.data;
  const Icon = isDelivered ? CircleCheck : CircleX;
  return (
    <span className={`inline-flex items-center gap-1.5 ${isDelivered ? 'text-ink' : 'text-danger'}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {isDelivered ? 'Delivered' : 'Not delivered'}: {message} ({formatDuration(tookMs)})
    </span>
  );
}

function TargetRow({ hub, target, refusal }: { hub: string; target: AlertTarget; refusal: string | null }) {
  const { name, kind, host, lastFour, isSigned } = target;
  const test = useTestTarget(hub);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
      <span className="min-w-32 font-medium">{name}</span>
      <span className="min-w-16 text-ink-muted">{targetKindWords[kind]}</span>
      <span className="font-mono text-sm wrap-anywhere" title="The rest of the address stays on the server">
        {host} …{lastFour}
      </span>
      <span className="text-ink-muted">{isSigned ? 'Signed' : 'Not signed'}</span>
      <span role="status" className="min-w-0 flex-1 wrap-anywhere">
        <TestOutcome test={test} />
      </span>
      <RefusableButton
        icon={Send}
        refusal={refusal}
        isBusy={test.isPending}
        aria-label={`Send a test to ${name}`}
        onClick={() => test.mutate(name)}
      >
        Send a test
      </RefusableButton>
    </li>
  );
}

/** Where messages can go; a test shows at once whether one arrives. */
export function TargetsPanel({ hub }: { hub: string }) {
  const query = useQuery(alertsQuery(hub));
  const refusal = useAdminRefusal(hub);
  return (
    <Panel
      title="Targets"
      query={query}
      empty={({ targets }) =>
        targets.length === 0 ? (
          <EmptyState title="No target is configured" icon={Webhook}>
            Alerts are shown on this page alone. The part alertTargets of the configuration names webhooks
            (JSON, Slack, Teams) and the hosts that may be sent to.
          </EmptyState>
        ) : null
      }
    >
      {({ targets }) => (
        <ul aria-label="Targets" className="flex flex-col divide-y divide-line rounded-md border border-line">
          {targets.map((target) => (
            <TargetRow key={target.name} {...{ hub, target, refusal }} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
