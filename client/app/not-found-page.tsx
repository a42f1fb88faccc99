import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { EmptyState } from '../components/empty-state.tsx';

export function NotFoundPage() {
  return (
    <EmptyState icon={Compass} titleAs="h1" title="There is no such page">
      The address names nothing here.{' '}
      <Link to="/" className="text-accent underline underline-offset-2">
        All task hubs
      </Link>
    </EmptyState>
  );
}
