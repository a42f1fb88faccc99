import type { HubAccess, Session } from '../contract/access.ts';
import type { CommandReceipt } from '../contract/commands.ts';
import { at } from './instances.ts';

export function makeCommandReceipt(overrides: Partial<CommandReceipt> = {}): CommandReceipt {
  const instanceId = overrides.instanceId ?? 'order-1001';
  return {
    command: 'terminate',
    instanceId,
    queue: 'testhub-control-00',
    sentAt: at(5),
    executionId: null,
    followedInstanceId: instanceId,
    summary: null,
    ...overrides,
  };
}

export function makeHubAccess(overrides: Partial<HubAccess> = {}): HubAccess {
  return { role: 'admin', readOnlyReason: null, unavailable: {}, isReasonRequired: false, ...overrides };
}

export function makeSession(overrides: Partial<Session> = {}): Session {
  return {
    mode: 'open',
    user: { id: 'anybody', name: 'anybody', highestRole: 'admin' },
    signInPath: null,
    signOutPath: null,
    warnings: [],
    frameAncestors: [],
    ...overrides,
  };
}
