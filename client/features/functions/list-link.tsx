import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface ListLinkProps {
  hub: string;
  /** Filter text of the list. */
  q: string;
  children: ReactNode;
}

export function ListLink({ hub, q, children }: ListLinkProps) {
  return (
    <Link
      to="/hubs/$hub/instances"
      params={{ hub }}
      search={{ q }}
      className="rounded-sm text-accent underline underline-offset-2"
    >
      {children}
    </Link>
  );
}
