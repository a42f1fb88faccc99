import { useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { toVisibleText } from '../lib/visible-text.ts';

const words: Readonly<Record<string, string>> = {
  '/': 'Task hubs',
  '/import': 'Open a history file',
  '/signed-in': 'Signed in',
  '/hubs/$hub/instances': 'Instances',
  '/hubs/$hub/entities': 'Entities',
  '/hubs/$hub/health': 'Health',
  '/hubs/$hub/partitions': 'Partitions',
  '/hubs/$hub/throughput': 'Throughput',
  '/hubs/$hub/failures': 'Failures',
  '/hubs/$hub/functions': 'Functions',
  '/hubs/$hub/alerts': 'Alerts',
  '/hubs/$hub/operations': 'Operations',
  '/hubs/$hub/start': 'Start an orchestration',
};

/** Names the page in the tab, its most particular word first. */
export function PageTitle() {
  const match = useMatches().at(-1);
  const params: { hub?: string; instanceId?: string } = match?.params ?? {};
  const page =
    params.instanceId === undefined ? words[match?.fullPath ?? ''] : toVisibleText(params.instanceId);
  const title = [page, params.hub, 'Durascope'].filter((word) => word !== undefined).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
