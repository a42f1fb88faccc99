import type { AlertCondition } from '../../shared/contract/alert-rules.ts';

const pages = {
  'failure-rate': 'failures',
  'backlog-age': 'partitions',
  'no-worker': 'partitions',
  'stuck-count': 'health',
  'not-completed': 'instances',
} as const satisfies Record<AlertCondition['kind'], string>;

function searchOf(condition: AlertCondition): string {
  if (condition.kind === 'failure-rate' && condition.q !== '') return `?q=${encodeURIComponent(condition.q)}`;
  return '';
}

/** Where somebody who got a message can see for himself; `null` while nobody said where browsers reach this dashboard. */
export function alertLinks(
  publicUrl: string | null,
  hub: string,
  condition: AlertCondition | null,
): { readonly alerts: string; readonly evidence: string } | null {
  if (publicUrl === null) return null;
  const base = `${publicUrl}/hubs/${encodeURIComponent(hub)}`;
  const alerts = `${base}/alerts`;
  return {
    alerts,
    evidence: condition === null ? alerts : `${base}/${pages[condition.kind]}${searchOf(condition)}`,
  };
}
