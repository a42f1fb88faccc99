import { Link } from '@tanstack/react-router';
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
      return kindOf(evidence.instanceId) === 'entity' ? (
        <Link
          to="/hubs/$hub/entities/$instanceId"
          params={{ hub, instanceId: evidence.instanceId }}
          className={look}
        >
          Show the entity
        </Link>
      ) : (
        <Link
          to="/hubs/$hub/instances/$instanceId"
          params={{ hub, instanceId: evidence.instanceId }}
          className={look}
        >
          Show the instance
        </Link>
      );
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
