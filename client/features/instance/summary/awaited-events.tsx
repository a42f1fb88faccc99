import { useQuery } from '@tanstack/react-query';
import type { EventCandidate, EventEvidence } from '../../../../shared/contract/awaited-events.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { StaleMark } from '../../../components/stale-mark.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { awaitedEventsQuery } from './summary-queries.ts';

function Evidence({ hub, evidence }: { hub: string; evidence: EventEvidence }) {
  if (evidence.kind === 'queued') return 'a message of that name waits in its control queue';
  if (evidence.kind === 'custom-status') return 'its custom status says so';
  const { instanceIds } = evidence;
  const [first = ''] = instanceIds;
  return (
    <>
      others of its name took it in at this point, such as{' '}
      <InstanceLink hub={hub} instanceId={first} isCopyable={false} />
    </>
  );
}

function Candidate({ hub, candidate }: { hub: string; candidate: EventCandidate }) {
  const { name, evidence } = candidate;
  return (
    <li className="min-w-0">
      <span className="group/copy inline-flex max-w-full items-baseline gap-1">
        Maybe <bdi className="font-mono text-sm font-medium wrap-anywhere">{toVisibleText(name)}</bdi>
        <CopyButton text={name} what="event name" />
      </span>
      <span className="text-ink-muted">
        {' – '}
        {evidence.map((one, place) => (
          <span key={place}>
            {place > 0 && '; '}
            <Evidence hub={hub} evidence={one} />
          </span>
        ))}
      </span>
    </li>
  );
}

interface AwaitedEventsProps {
  hub: string;
  instanceId: string;
  eventCount: number;
}

/** Which event it may be; histories do not name it. */
export function AwaitedEvents({ hub, instanceId, eventCount }: AwaitedEventsProps) {
  const query = useQuery(awaitedEventsQuery(hub, instanceId, eventCount));
  const { data, error } = query;
  if (error !== null)
    return (
      <StaleMark
        error={error}
        dataUpdatedAtMs={query.dataUpdatedAt}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  if (data === undefined) return null;
  return (
    <div className="flex flex-col gap-1">
      <ProblemList problems={data.problems} />
      {data.candidates.length === 0 ? (
        <p className="text-ink-muted">
          Which one is not known: neither its control queue, nor its custom status, nor others of its name
          hint at one.
        </p>
      ) : (
        <ul aria-label="Events it may be waiting for">
          {data.candidates.map((candidate) => (
            <Candidate key={candidate.name} hub={hub} candidate={candidate} />
          ))}
        </ul>
      )}
    </div>
  );
}
