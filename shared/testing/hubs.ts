import { coverage, type Coverage } from '../contract/coverage.ts';
import { connectionSummary, hubSummary, type HubSummary } from '../contract/hubs.ts';
import type { z } from 'zod';
import { makeBacklog } from './backlog.ts';
import { at } from './instances.ts';

export function makeCoverage(overrides: Partial<Coverage> = {}): Coverage {
  return coverage.parse({
    state: 'current',
    rows: 3,
    asOf: at(9),
    problem: null,
    progress: null,
    unreadFailures: 0,
    ...overrides,
  } satisfies Coverage);
}

/** One task hub with three instances, all read, nothing waiting. */
export function makeHubSummary(overrides: Partial<HubSummary> = {}): HubSummary {
  const name = overrides.name ?? 'TestHub';
  const connection = overrides.connection ?? 'orders';
  return hubSummary.parse({
    hub: `${connection}~${name}`,
    connection,
    name,
    provider: 'azure-storage',
    isEmbedded: false,
    counts: [
      { kind: 'orchestration', status: 'Running', count: 2 },
      { kind: 'entity', status: 'Running', count: 1 },
    ],
    coverage: makeCoverage(),
    backlog: makeBacklog(),
    backlogProblem: null,
    ...overrides,
  } satisfies HubSummary);
}

type ConnectionSummary = z.infer<typeof connectionSummary>;

export function makeConnectionSummary(overrides: Partial<ConnectionSummary> = {}): ConnectionSummary {
  return connectionSummary.parse({
    name: 'orders',
    provider: 'azure-storage',
    target: 'ordersaccount',
    problem: null,
    ...overrides,
  } satisfies ConnectionSummary);
}
