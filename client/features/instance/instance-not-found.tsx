import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { printTerm } from '../../../shared/domain/instance-filter/print-filter.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstanceIdText } from '../../components/instance-id-text.tsx';

interface InstanceNotFoundProps {
  hub: string;
  instanceId: string;
}

/** Enough of the id to find its siblings. */
const prefixChars = 8;

export function InstanceNotFound({ hub, instanceId }: InstanceNotFoundProps) {
  const prefix = Array.from(instanceId).slice(0, prefixChars).join('');
  return (
    <>
      <h1 className="sr-only">Instance not found</h1>
      <EmptyState title="No such instance in this task hub" icon={SearchX}>
        <p>
          <InstanceIdText instanceId={instanceId} isCopyable={false} />{' '}
          <CopyButton text={instanceId} what="instance id" /> has no row: it was never started here, or it was
          purged.
        </p>
        <Link
          to="/hubs/$hub/instances"
          params={{ hub }}
          search={{ q: printTerm({ isNegated: false, field: 'id', path: null, patterns: [[prefix, '']] }) }}
          className="text-accent underline-offset-2 hover:underline"
        >
          Instances that begin with “{prefix}”
        </Link>
      </EmptyState>
    </>
  );
}
