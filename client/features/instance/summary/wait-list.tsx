import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { groupWaits, type WaitGroup } from '../../../../shared/domain/execution/wait-groups.ts';
import type { Wait } from '../../../../shared/domain/execution/wait.ts';
import { waitsOf } from '../../../../shared/domain/execution/waits-of.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { DurationText } from '../../../components/duration-text.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { instanceDetailQuery } from '../instance-queries.ts';
import { AwaitedEvents } from './awaited-events.tsx';
import { LockHolder } from './lock-holder.tsx';
import { firstHistoryPageQuery } from './summary-queries.ts';
import { WaitSentence } from './wait-sentence.tsx';
import { whyInferred } from './wait-words.ts';

/** Children are asked in turn what they wait for, as long as they are few. */
const maxDepth = 4;
const maxChildren = 3;
const maxGroups = 12;

interface WaitListProps {
  hub: string;
  instanceId: string;
  model: ExecutionModel;
  waits: readonly Wait[];
  /** How many parents stand above. */
  depth?: number;
}

function Since({ group }: { group: WaitGroup }) {
  const { since } = group;
  if (since === null) return null;
  return (
    <span className="whitespace-nowrap text-ink-muted">
      for <DurationText from={since} to={null} />, since <InstantText instant={since} as="compact" />
    </span>
  );
}

function Inferred({ group }: { group: WaitGroup }) {
  const why = whyInferred(group);
  return why === null ? null : <p className="text-sm text-ink-muted">{why}</p>;
}

/** What else would help: the name of an event, the holder of a lock, what a child waits for. */
function Help({ hub, instanceId, model, group, depth }: WaitListProps & { group: WaitGroup; depth: number }) {
  const { kind, name, waits } = group;
  if (hub === importedHub) return null;
  if (kind === 'external-event' && name === null)
    return <AwaitedEvents hub={hub} instanceId={instanceId} eventCount={model.eventCount} />;
  if (kind === 'entity-lock') {
    const [lock] = waits;
    const step = lock?.stepId == null ? undefined : model.steps[model.stepOfRow.get(lock.stepId) ?? -1];
    return (
      <ul>
        {(step?.lockSet ?? []).map((entityId) => (
          <LockHolder key={entityId} hub={hub} entityId={entityId} waiting={instanceId} />
        ))}
      </ul>
    );
  }
  if (kind !== 'sub-orchestration' || waits.length > maxChildren || depth >= maxDepth) return null;
  return (
    <ul className="flex flex-col gap-1 border-l border-line pl-3">
      {waits.map(({ instanceId: childId }) =>
        childId === null ? null : (
          <ChildWaits key={childId} hub={hub} instanceId={childId} depth={depth + 1} />
        ),
      )}
    </ul>
  );
}

/** What would move an instance on, and since when it has been waiting for it. */
export function WaitList({ depth = 0, ...props }: WaitListProps) {
  const groups = useMemo(() => groupWaits(props.waits), [props.waits]);
  return (
    <ul className="flex flex-col gap-2">
      {groups.slice(0, maxGroups).map((group) => (
        <li key={`${group.kind} ${group.name}`} className="flex min-w-0 flex-col gap-0.5">
          <p>
            <WaitSentence hub={props.hub} group={group} model={props.model} /> <Since group={group} />
          </p>
          <Inferred group={group} />
          <Help {...props} group={group} depth={depth} />
        </li>
      ))}
      {groups.length > maxGroups && (
        <li className="text-ink-muted">and for {formatCount(groups.length - maxGroups)} other things</li>
      )}
    </ul>
  );
}

interface ChildWaitsProps {
  hub: string;
  instanceId: string;
  depth: number;
}

function ChildWaits({ hub, instanceId, depth }: ChildWaitsProps) {
  const { data: child } = useQuery(instanceDetailQuery(hub, instanceId));
  return child === undefined ? null : <LoadedChildWaits hub={hub} child={child} depth={depth} />;
}

interface LoadedChildWaitsProps {
  hub: string;
  child: InstanceDetail;
  depth: number;
}

function LoadedChildWaits({ hub, child, depth }: LoadedChildWaitsProps) {
  const { instanceId, rowVersion } = child;
  const { data: page } = useQuery(firstHistoryPageQuery(hub, instanceId, rowVersion));
  const model = useMemo(() => page && buildExecution(page.events), [page]);
  const isRead = page?.nextCursor === null;
  const waits = useMemo(
    () => (model === undefined ? [] : waitsOf(model, { ...child, isEntity: child.kind === 'entity' })),
    [model, child],
  );
  return (
    <li className="flex min-w-0 flex-col gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="text-ink-muted">The child is</span> <StatusBadge status={child.runtimeStatus} />
        {page !== undefined && !isRead && (
          <span className="text-ink-muted">Its history is long: its own page says what it waits for.</span>
        )}
      </p>
      {model !== undefined && isRead && waits.length > 0 && (
        <WaitList hub={hub} instanceId={instanceId} model={model} waits={waits} depth={depth} />
      )}
    </li>
  );
}
