import { backlog, type Backlog } from '../contract/backlog.ts';
import { at } from './instances.ts';

/** One partition, quiet and owned by a live worker. */
export function makeBacklog(overrides: Partial<Backlog> = {}): Backlog {
  return backlog.parse({
    readAt: at(10),
    partitionCount: 1,
    ownership: 'partitions-table',
    partitions: [
      {
        queue: 'testhub-control-00',
        depth: 0,
        head: null,
        partition: 0,
        owner: {
          workerId: 'worker-1',
          lease: 'live',
          ownedSince: at(0),
          lastRenewedAt: at(9),
          expiresAt: at(39),
          nextOwner: null,
          isDraining: false,
        },
      },
    ],
    workItems: { queue: 'testhub-workitems', depth: 0, head: null },
    problems: [],
    ...overrides,
  } satisfies Backlog);
}
