import { Link } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { EmptyState } from '../components/empty-state.tsx';
import { toVisibleText } from '../lib/visible-text.ts';

/** Instead of any page of a hub that no connection has. */
export function NoSuchHub({ hub }: { hub: string }) {
  return (
    <EmptyState icon={Unplug} titleAs="h1" title="No such task hub">
      No connection of this dashboard shows you <bdi className="wrap-anywhere">{toVisibleText(hub)}</bdi>: the
      address may be mistyped, the task hub deleted, or not be in your roles.{' '}
      <Link to="/" className="text-accent underline underline-offset-2">
        All task hubs
      </Link>
    </EmptyState>
  );
}
