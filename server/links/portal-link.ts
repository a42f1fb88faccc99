import { gzipSync } from 'node:zlib';
import type { LogsTarget } from './links-config.ts';
import type { Span } from './tracking-queries.ts';

/** Opens a query in the Logs blade of the portal, which takes it compressed, as its own links for sharing do. */
export function portalLink(
  { portal, tenant, resourceId }: LogsTarget,
  text: string,
  { from, to }: Span,
): string {
  const compressed = gzipSync(Buffer.from(text, 'utf8')).toString('base64');
  const parts = [
    'blade/Microsoft_Azure_Monitoring_Logs/LogsBlade',
    `resourceId/${encodeURIComponent(resourceId)}`,
    'source/LogsBlade.AnalyticsShareLinkToQuery',
    `q/${encodeURIComponent(compressed)}`,
    `timespan/${encodeURIComponent(`${from}/${to}`)}`,
  ];
  return `${portal}/#${tenant === null ? '' : `@${tenant}/`}${parts.join('/')}`;
}

/** A workspace names its tables otherwise than a component does. */
export function isWorkspace({ resourceId }: LogsTarget): boolean {
  return /\/workspaces\//i.test(resourceId);
}
