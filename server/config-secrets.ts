import type { Config } from './config.ts';
import { secretsOfTargets } from './alerts/alerts-config.ts';
import type { ConnectionConfig } from './connection-config.ts';

/** Keys and signatures, alone too: whatever quotes a connection string may have taken it apart. */
function secretsOfConnection({ source }: ConnectionConfig): string[] {
  if (source.kind !== 'connection-string') return [];
  const parts = source.connectionString.split(';').flatMap((part) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    return /key|signature/i.test(name) ? [value] : [];
  });
  const signatures = parts.flatMap((part) => new URLSearchParams(part).get('sig') ?? []);
  return [...parts, ...signatures];
}

/** Everything in the configuration that nobody may read in a log. */
export function secretsOf({
  connections,
  access,
  alerts,
  metrics,
  eventGrid,
}: Pick<Config, 'connections' | 'access' | 'alerts' | 'metrics' | 'eventGrid'>): string[] {
  const ofAccess = [...access.cookieSecrets, access.oidc?.clientSecret ?? '', metrics.token ?? ''];
  const ofEventGrid = eventGrid.flatMap(({ secrets }) =>
    secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]),
  );
  return [
    ...connections.flatMap(secretsOfConnection),
    ...ofAccess,
    ...secretsOfTargets(alerts),
    ...ofEventGrid,
  ];
}
