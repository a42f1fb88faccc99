import { useQuery } from '@tanstack/react-query';
import {
  functionSamplingBounds,
  type CallerImpact,
  type FunctionImpact,
  type FunctionNode,
  type FunctionSampling,
} from '../../../shared/contract/functions-map.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { StaleMark } from '../../components/stale-mark.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { CallerImpactItem } from './caller-impact.tsx';
import { impactQuery, useStartSampling } from './functions-queries.ts';
import { ListLink } from './list-link.tsx';

function OwnInstances({ hub, impact }: { hub: string; impact: FunctionImpact }) {
  const { own, ownVersions, function: ref } = impact;
  if (own === null) return null;
  const isEntity = ref.kind === 'entity';
  return (
    <div>
      <p className="flex items-baseline gap-2">
        <span className="w-16 shrink-0 text-sm text-ink-muted">certain</span>
        {own.count === 0 ? (
          <span>
            {isEntity ? 'No entity of this name is in the task hub.' : 'No instance of it is open.'}
          </span>
        ) : (
          <span>
            <ListLink hub={hub} q={own.q}>
              {isEntity ? plural(own.count, 'entity', 'entities') : plural(own.count, 'instance')}
            </ListLink>{' '}
            {isEntity
              ? 'of this name would lose what answers for their state'
              : 'of it have not ended and could not go on'}
          </span>
        )}
      </p>
      {ownVersions.some(({ version }) => version !== null) && (
        <ul aria-label="Open instances by version" className="flex flex-wrap gap-x-3 pl-18 text-sm">
          {ownVersions.map(({ version, count, q }) => (
            <li key={version ?? ''}>
              {version === null ? 'without version' : `version ${toVisibleText(version)}`}:{' '}
              <ListLink hub={hub} q={q}>
                {formatCount(count)}
              </ListLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function unseenOf({ function: { kind } }: FunctionImpact): string {
  const clients = 'who starts or raises from outside the task hub: HTTP triggers, timers, other apps';
  if (kind === 'entity') return `Not seen: entities that signal each other, and ${clients}.`;
  return kind === 'activity'
    ? 'Not seen: calls on ways through the code that no history that was read has taken.'
    : `Not seen: ${clients}; and ways through the code that no history that was read has taken.`;
}

interface ImpactSectionProps {
  hub: string;
  node: FunctionNode;
  /** The last reading, whatever it was for. */
  sampling: FunctionSampling;
}

function LookCloser({ hub, node, sampling, impact }: ImpactSectionProps & { impact: FunctionImpact }) {
  const start = useStartSampling(hub);
  const notLooked = impact.callers.reduce((sum, caller) => sum + caller.notLooked, 0);
  if (notLooked === 0) return null;
  const { runningHistories } = functionSamplingBounds;
  return (
    <>
      <Button
        className="self-start"
        isBusy={start.isPending || sampling.state === 'running'}
        onClick={() => start.mutate({ focus: { kind: node.kind, name: node.name } })}
      >
        Read histories of {notLooked > runningHistories ? `${runningHistories} of ` : ''}
        {plural(notLooked, 'more running instance')}
      </Button>
      {start.error !== null && <ErrorNotice error={start.error} />}
    </>
  );
}

function Impact({ impact, ...rest }: ImpactSectionProps & { impact: FunctionImpact }) {
  const { hub } = rest;
  const { callersLeftOut } = impact;
  const isOpen = ({ pending, running }: CallerImpact) => pending.count + running.count > 0;
  const callers = impact.callers.filter(isOpen);
  const idle = impact.callers.filter((caller) => !isOpen(caller));
  return (
    <>
      <OwnInstances hub={hub} impact={impact} />
      {callers.length > 0 && (
        <ul aria-label="Orchestrators that need it" className="flex flex-col">
          {callers.map((caller) => (
            <CallerImpactItem key={caller.name} hub={hub} caller={caller} impact={impact} />
          ))}
        </ul>
      )}
      {idle.length > 0 && (
        <p className="wrap-anywhere text-ink-muted">
          No instance is open of {idle.map(({ name }) => toVisibleText(name)).join(', ')}, which had to do
          with it.
        </p>
      )}
      {impact.callers.length === 0 && (
        <p className="text-ink-muted">No orchestrator that was read had to do with it.</p>
      )}
      {callersLeftOut > 0 && (
        <p className="text-ink-muted">{plural(callersLeftOut, 'rarer caller')} left out.</p>
      )}
      <LookCloser {...rest} impact={impact} />
      <p className="text-sm text-ink-muted">
        {unseenOf(impact)} Counts as of <InstantText instant={impact.readAt} as="relative" />, histories as of{' '}
        <InstantText instant={impact.sampledAt} as="relative" />.
      </p>
    </>
  );
}

/** Which instances would not go on without the function. */
export function ImpactSection(props: ImpactSectionProps) {
  const { hub, node, sampling } = props;
  const query = useQuery(impactQuery(hub, node, `${sampling.startedAt} ${sampling.state}`));
  const retry = () => void query.refetch();
  return (
    <section
      aria-label="What breaks if it is renamed or removed"
      aria-busy={query.isPending}
      className="flex flex-col gap-2"
    >
      <h3 className="font-medium">What breaks if it is renamed or removed</h3>
      {query.data === undefined && query.error === null && <SkeletonLines lines={4} />}
      {query.data === undefined && query.error !== null && (
        <ErrorNotice error={query.error} onRetry={retry} isRetrying={query.isFetching} />
      )}
      {query.data !== undefined && query.error !== null && (
        <StaleMark
          error={query.error}
          dataUpdatedAtMs={query.dataUpdatedAt}
          onRetry={retry}
          isRetrying={query.isFetching}
        />
      )}
      {query.data !== undefined && <Impact {...props} impact={query.data} />}
    </section>
  );
}
