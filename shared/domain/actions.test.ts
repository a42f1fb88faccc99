import { describe, expect, it } from 'vitest';
import { commandNames, decideAction, type CommandName } from './actions.ts';
import { runtimeStatuses, type RuntimeStatus } from './runtime-status.ts';

function allowed(runtimeStatus: RuntimeStatus): CommandName[] {
  const subject = { kind: 'orchestration', runtimeStatus, isScheduledStart: false } as const;
  return commandNames.filter((command) => decideAction(command, subject).isAllowed);
}

describe('what may be done when', () => {
  it.each<[RuntimeStatus, CommandName[]]>([
    ['Running', ['terminate', 'raise-event', 'suspend']],
    ['Pending', ['terminate', 'raise-event', 'suspend']],
    ['ContinuedAsNew', ['terminate', 'raise-event', 'suspend']],
    ['Suspended', ['terminate', 'raise-event', 'resume']],
    ['Completed', []],
    ['Failed', []],
    ['Canceled', []],
    ['Terminated', []],
    ['Unknown', []],
  ])('%s allows %j', (status, commands) => {
    expect(allowed(status)).toEqual(commands);
  });

  it('never allows a command on an entity', () => {
    for (const runtimeStatus of runtimeStatuses) {
      const subject = { kind: 'entity', runtimeStatus, isScheduledStart: false } as const;
      expect(commandNames.some((command) => decideAction(command, subject).isAllowed)).toBe(false);
    }
  });

  it('says why it refuses', () => {
    const ended = { kind: 'orchestration', runtimeStatus: 'Failed', isScheduledStart: false } as const;
    expect(decideAction('terminate', ended)).toEqual({
      isAllowed: false,
      reason: 'The instance has ended: it is Failed.',
    });
  });

  it('warns that a scheduled start happens in spite of a terminate', () => {
    const subject = { kind: 'orchestration', runtimeStatus: 'Pending', isScheduledStart: true } as const;
    const decision = decideAction('terminate', subject);
    expect(decision.isAllowed && decision.warning).toContain('due time');
  });
});
