import { Outlet, useParams } from '@tanstack/react-router';
import { useLiveIndex } from '../api/use-hub-changes.ts';

/** Around every page of one hub: keeps what the index answered up to date. */
export function HubLayout() {
  const { hub } = useParams({ from: '/hubs/$hub' });
  useLiveIndex(hub);
  return <Outlet />;
}
