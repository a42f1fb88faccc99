import { expect, it } from 'vitest';
import { estimateHubRequests, type HubActivity } from './hub-requests.ts';

const quiet: HubActivity = {
  liveWorkers: 2,
  ownedPartitions: 4,
  ownership: 'partitions-table',
  controlMessagesPerMinute: 0,
  workItemsPerMinute: null,
};

function perMinute(activity: Partial<HubActivity>) {
  return Object.fromEntries(
    estimateHubRequests({ ...quiet, ...activity }).map((part) => [part.what, part.perMinute]),
  );
}

it('counts polls and leases of a hub in which nothing happens', () => {
  expect(perMinute({})).toEqual({
    'control-polling': 8,
    'work-item-polling': 4,
    leases: 36,
    messages: 0,
    checkpoints: 0,
  });
});

it('costs nothing without a worker', () => {
  const none = perMinute({ liveWorkers: 0, ownedPartitions: 0 });
  expect(Object.values(none).every((value) => value === 0)).toBe(true);
});

it('counts every message three times, and a checkpoint for each control message', () => {
  expect(perMinute({ controlMessagesPerMinute: 10, workItemsPerMinute: 5 })).toMatchObject({
    messages: 45,
    checkpoints: 20,
  });
});

it('renews two blobs for each partition where leases are blobs', () => {
  expect(perMinute({ ownership: 'lease-blobs' }).leases).toBe(48);
});
