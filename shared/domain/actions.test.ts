import { describe, expect, it } from 'vitest';
import { decideAction, instanceCommandNames, type Actor, type InstanceCommandName } from './actions.ts';
import { runtimeStatuses, type RuntimeStatus } from './runtime-status.ts';

const admin: Actor = { role: 'admin', readOnlyReason: null, unavailable: {} };

function allowed(runtimeStatus: RuntimeStatus): InstanceCommandName[] {
  const subject = { kind: 'orchestration', runtimeStatus, isScheduledStart: false, entity: null } as const;
  return instanceCommandNames.filter((command) => decideAction(command, subject, admin).isAllowed);
}

describe('what may be done when', () => {
  it.each<[RuntimeStatus, InstanceCommandName[]]>([
    ['Running', ['terminate', 'raise-event', 'suspend', 'restart', 'purge', 'set-custom-status']],
    ['Pending', ['terminate', 'raise-event', 'suspend', 'restart', 'purge', 'set-custom-status']],
    ['ContinuedAsNew', ['terminate', 'raise-event', 'suspend', 'restart', 'purge', 'set-custom-status']],
    ['Suspended', ['terminate', 'raise-event', 'resume', 'restart', 'purge', 'set-custom-status']],
    ['Completed', ['restart', 'purge', 'set-custom-status']],
    ['Failed', ['rewind', 'restart', 'purge', 'set-custom-status']],
    ['Canceled', ['restart', 'purge', 'set-custom-status']],
    ['Terminated', ['restart', 'purge', 'set-custom-status']],
    ['Unknown', ['purge']],
  ])('%s allows %j', (status, commands) => {
    expect(allowed(status)).toEqual(commands);
  });

  it('gives entities no message that only orchestrations understand', () => {
    for (const runtimeStatus of runtimeStatuses) {
      const subject = { kind: 'entity', runtimeStatus, isScheduledStart: false, entity: null } as const;
      const given = instanceCommandNames.filter((command) => decideAction(command, subject, admin).isAllowed);
      expect(given).toEqual(['purge', 'signal-entity']);
    }
  });

  it('says why it refuses', () => {
    const ended = {
      kind: 'orchestration',
      runtimeStatus: 'Failed',
      isScheduledStart: false,
      entity: null,
    } as const;
    expect(decideAction('terminate', ended, admin)).toEqual({
      isAllowed: false,
      kind: 'state',
      reason: 'The instance has ended: it is Failed.',
    });
  });

  it('warns that a scheduled start happens in spite of a terminate', () => {
    const subject = {
      kind: 'orchestration',
      runtimeStatus: 'Pending',
      isScheduledStart: true,
      entity: null,
    } as const;
    const decision = decideAction('terminate', subject, admin);
    expect(decision.isAllowed && decision.warning).toContain('due time');
  });

  it('lets a rewind that broke off be given again, and no other pending instance be rewound', () => {
    const subject = {
      kind: 'orchestration',
      runtimeStatus: 'Pending',
      isScheduledStart: false,
      entity: null,
    } as const;
    const again = decideAction('rewind', { ...subject, isRewound: true }, admin);
    expect(again.isAllowed && again.warning).toContain('left undone');
    expect(decideAction('rewind', subject, admin).isAllowed).toBe(false);
  });
});
