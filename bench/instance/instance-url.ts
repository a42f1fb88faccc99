import type { SeededHistory } from './seeded-hubs.ts';

type Address = Pick<SeededHistory, 'hub' | 'instanceId'>;

function pathOf({ hub, instanceId }: Address): string {
  return `hubs/AzureWebJobsStorage~${hub}/instances/${encodeURIComponent(instanceId)}`;
}

export function pageUrlOf(dashboardUrl: string, address: Address, tab: string): string {
  return `${dashboardUrl}/${pathOf(address)}?tab=${tab}`;
}

export function historyUrlOf(dashboardUrl: string, address: Address): string {
  return `${dashboardUrl}/api/${pathOf(address)}/history`;
}
