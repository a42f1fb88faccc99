import { Link, useParams } from '@tanstack/react-router';
import type { Evidence } from '../../../shared/contract/diagnosis.ts';
import { kindOf } from '../../../shared/domain/instance-id.ts';

const look = 'whitespace-nowrap text-accent underline underline-offset-2';

interface EvidenceLinkProps {
  hub: string;
  evidence: Evidence;
}

/** Leads to where the evidence is to be seen. */
export function EvidenceLink({ hub, evidence }: EvidenceLinkProps) {
  switch (evidence.kind) {
    case 'event':
      return (
        <Link
          to="/hubs/$hub/instances/$instanceId"
          params={{ hub, instanceId: evidence.instanceId }}
          search={{ tab: 'history', event: evidence.rowKey }}
          className={look}
        >
          Show the event
        </Link>
      );
    case 'row':
      return <RowLink hub={hub} instanceId={evidence.instanceId} />;
    case 'instances':
      return (
        <Link to="/hubs/$hub/instances" params={{ hub }} search={{ q: evidence.q }} className={look}>
          Show the instances
        </Link>
      );
    default:
      return <QueueLink hub={hub} evidence={evidence} />;
  }
}

/** Nothing where the page is that of the instance. */
function RowLink({ hub, instanceId }: { hub: string; instanceId: string }) {
  const here = useParams({ strict: false });
  if (here.hub === hub && here.instanceId === instanceId) return null;
  const isEntity = kindOf(instanceId) === 'entity';
  return (
    <Link
      to={isEntity ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId'}
      params={{ hub, instanceId }}
      className={look}
    >
      {isEntity ? 'Show the entity' : 'Show the instance'}
    </Link>
  );
}

type QueueEvidence = Extract<Evidence, { kind: 'message' | 'lease' | 'queue' }>;

function queueTarget(evidence: QueueEvidence) {
  switch (evidence.kind) {
    case 'lease':
      return { search: { partition: evidence.partition }, words: 'Show the partition' };
    case 'queue':
      return { search: { queue: evidence.queue }, words: 'Show the queue' };
    case 'message': {
      const { queue, messageId } = evidence;
      return messageId === null
        ? { search: { queue }, words: 'Show the messages' }
        : { search: { queue, message: messageId }, words: 'Show the message' };
    }
  }
}

function QueueLink({ hub, evidence }: { hub: string; evidence: QueueEvidence }) {
  const { search, words } = queueTarget(evidence);
  return (
    <Link to="/hubs/$hub/partitions" params={{ hub }} search={search} className={look}>
      {words}
    </Link>
  );
}
