import type { InstanceKind } from './instance-id.ts';
import { isTerminal, type RuntimeStatus } from './runtime-status.ts';

export const commandNames = ['terminate', 'raise-event', 'suspend', 'resume'] as const;
export type CommandName = (typeof commandNames)[number];

/** What the decision needs to know of an instance. */
export interface ActionSubject {
  readonly kind: InstanceKind;
  readonly runtimeStatus: RuntimeStatus;
  /** Set on an instance whose start was delayed; it stays set after the start. */
  readonly isScheduledStart: boolean;
}

export type ActionDecision =
  | { readonly isAllowed: true; /** What to know before the click. */ readonly warning: string | null }
  | { readonly isAllowed: false; readonly reason: string };

const allowed: ActionDecision = { isAllowed: true, warning: null };

function refuse(reason: string): ActionDecision {
  return { isAllowed: false, reason };
}

const startsAnyway =
  'The start is scheduled: the engine starts it at the due time whatever is sent before, and drops messages that arrive too early.';

function decideOpen(command: CommandName, subject: ActionSubject): ActionDecision {
  const { runtimeStatus } = subject;
  if (command === 'resume') {
    return runtimeStatus === 'Suspended'
      ? allowed
      : refuse(`Only a suspended instance can be resumed; this one is ${runtimeStatus}.`);
  }
  if (command === 'suspend' && runtimeStatus === 'Suspended')
    return refuse('The instance is already suspended.');
  if (runtimeStatus !== 'Pending') return allowed;
  if (subject.isScheduledStart) return { isAllowed: true, warning: startsAnyway };
  return command === 'suspend'
    ? {
        isAllowed: true,
        warning: 'It has not started: the engine drops a suspend that arrives before the start.',
      }
    : allowed;
}

/**
 * Whether the engine would act on a command. The same table enables buttons and guards the server:
 * finished instances and entities ignore these messages, so sending one would be a lie.
 */
export function decideAction(command: CommandName, subject: ActionSubject): ActionDecision {
  if (subject.kind === 'entity') return refuse('Entities do not take this command.');
  if (subject.runtimeStatus === 'Unknown')
    return refuse('The status in storage is not one the engine knows.');
  if (isTerminal(subject.runtimeStatus))
    return refuse(`The instance has ended: it is ${subject.runtimeStatus}.`);
  return decideOpen(command, subject);
}
