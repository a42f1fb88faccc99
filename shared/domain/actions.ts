import { isAtLeast, type Role } from './access.ts';
import type { InstanceKind } from './instance-id.ts';
import { isTerminal, type RuntimeStatus } from './runtime-status.ts';

/** Given to one instance. */
export const instanceCommandNames = [
  'terminate',
  'raise-event',
  'suspend',
  'resume',
  'rewind',
  'restart',
  'purge',
  'set-custom-status',
  'cancel-scheduled-start',
  'signal-entity',
  'clean-entity',
] as const;
export type InstanceCommandName = (typeof instanceCommandNames)[number];

/** Given to a task hub. */
const hubCommandNames = ['start', 'delete-task-hub'] as const;
export type HubCommandName = (typeof hubCommandNames)[number];

export const commandNames = [...instanceCommandNames, ...hubCommandNames] as const;
export type CommandName = InstanceCommandName | HubCommandName;

/** What the decision needs to know of an instance. */
export interface ActionSubject {
  readonly kind: InstanceKind;
  readonly runtimeStatus: RuntimeStatus;
  /** Set on an instance whose start was delayed; it stays set after the start. */
  readonly isScheduledStart: boolean;
  /** Pending with the time of a completion: a rewind left it so, and it has not ended again. */
  readonly isRewound?: boolean;
  /** `null` for an orchestration, and for an entity whose row does not say. */
  readonly entity: {
    readonly exists: boolean;
    readonly queueSize: number;
    readonly lockedBy: string | null;
  } | null;
}

/** Who asks, by what way. */
export interface Actor {
  readonly role: Role | null;
  /** Why nothing may be written through this connection; `null` = it may. */
  readonly readOnlyReason: string | null;
  /** What the provider or the engine cannot do, with why. */
  readonly unavailable: Readonly<Partial<Record<CommandName, string>>>;
}

export type RefusalKind = 'role' | 'read-only' | 'unavailable' | 'state';

export type ActionDecision =
  | {
      readonly isAllowed: true;
      /** What to know before the click. */
      readonly warning: string | null;
      /** It destroys what is still in use, so it is only done when that is said explicitly. */
      readonly needsForce: boolean;
    }
  | { readonly isAllowed: false; readonly kind: RefusalKind; readonly reason: string };

const destructive: ReadonlySet<CommandName> = new Set(['purge', 'clean-entity', 'delete-task-hub']);

/** Commands that delete data are for admins. */
export function requiredRole(command: CommandName): Role {
  return destructive.has(command) ? 'admin' : 'operator';
}

const allowed: ActionDecision = { isAllowed: true, warning: null, needsForce: false };

function allowWith(warning: string): ActionDecision {
  return { isAllowed: true, warning, needsForce: false };
}

function refuse(reason: string): ActionDecision {
  return { isAllowed: false, kind: 'state', reason };
}

/** What of an actor forbids a command whatever it is given to; `null` = nothing. */
export function refuseActor(command: CommandName, actor: Actor): ActionDecision | null {
  const needed = requiredRole(command);
  if (!isAtLeast(actor.role, needed)) {
    const reason = `This needs the role ${needed}; yours here is ${actor.role ?? 'none'}.`;
    return { isAllowed: false, kind: 'role', reason };
  }
  if (actor.readOnlyReason !== null) {
    return { isAllowed: false, kind: 'read-only', reason: actor.readOnlyReason };
  }
  const reason = actor.unavailable[command];
  return reason === undefined ? null : { isAllowed: false, kind: 'unavailable', reason };
}

const startsAnyway =
  'The start is scheduled: the engine starts it at the due time whatever is sent before, and drops messages that arrive too early. Cancel the scheduled start instead.';

function decideMessage(
  command: 'terminate' | 'raise-event' | 'suspend' | 'resume',
  { runtimeStatus, isScheduledStart }: ActionSubject,
): ActionDecision {
  if (isTerminal(runtimeStatus)) return refuse(`The instance has ended: it is ${runtimeStatus}.`);
  if (command === 'resume') {
    return runtimeStatus === 'Suspended'
      ? allowed
      : refuse(`Only a suspended instance can be resumed; this one is ${runtimeStatus}.`);
  }
  if (command === 'suspend' && runtimeStatus === 'Suspended')
    return refuse('The instance is already suspended.');
  if (runtimeStatus !== 'Pending') return allowed;
  if (isScheduledStart) return allowWith(startsAnyway);
  return command === 'suspend'
    ? allowWith('It has not started: the engine drops a suspend that arrives before the start.')
    : allowed;
}

function decidePurge({ kind, runtimeStatus }: ActionSubject): ActionDecision {
  if (kind === 'orchestration' && isTerminal(runtimeStatus)) return allowed;
  const warning =
    kind === 'entity'
      ? 'The entity loses its state and everything that waits for it.'
      : `The instance is ${runtimeStatus}: messages on their way to it are lost, and its children go on without it.`;
  return { isAllowed: true, warning, needsForce: true };
}

const wasRewound =
  'It was rewound and has not ended since. Rewinding it again only does what a rewind that broke off left undone.';

function decideOrchestration(
  command: Exclude<InstanceCommandName, 'signal-entity' | 'clean-entity' | 'purge'>,
  subject: ActionSubject,
): ActionDecision {
  const { runtimeStatus, isScheduledStart } = subject;
  if (runtimeStatus === 'Unknown') return refuse('The status in storage is not one the engine knows.');
  switch (command) {
    case 'rewind':
      if (subject.isRewound === true) return allowWith(wasRewound);
      return runtimeStatus === 'Failed'
        ? allowed
        : refuse(`Only a failed instance can be rewound; this one is ${runtimeStatus}.`);
    case 'restart':
      return allowed;
    case 'set-custom-status':
      return isTerminal(runtimeStatus)
        ? allowed
        : allowWith(
            'The instance has not ended: its next checkpoint writes its own custom status over this one.',
          );
    case 'cancel-scheduled-start':
      return runtimeStatus === 'Pending' && isScheduledStart
        ? allowed
        : refuse('Only a scheduled start that has not begun can be cancelled.');
    default:
      return decideMessage(command, subject);
  }
}

function decideEntity(command: InstanceCommandName, { entity }: ActionSubject): ActionDecision {
  if (command === 'signal-entity') return allowed;
  if (command !== 'clean-entity') return refuse('Entities do not take this command.');
  if (entity === null)
    return refuse('The row of the entity does not say whether there is anything to clean.');
  const isEmpty = !entity.exists && entity.queueSize === 0;
  return isEmpty || entity.lockedBy !== null
    ? allowed
    : refuse('There is nothing to clean: the entity has a state or waiting operations, and no lock.');
}

/**
 * Whether the engine would act on a command, and this actor may give it. The same table enables buttons and guards
 * the server: a command that the engine ignores would be a lie.
 */
export function decideAction(
  command: InstanceCommandName,
  subject: ActionSubject,
  actor: Actor,
): ActionDecision {
  const refusal = refuseActor(command, actor);
  if (refusal !== null) return refusal;
  if (command === 'purge') return decidePurge(subject);
  if (subject.kind === 'entity') return decideEntity(command, subject);
  if (command === 'signal-entity' || command === 'clean-entity')
    return refuse('Only entities take this command.');
  return decideOrchestration(command, subject);
}

/** As `decideAction`, for commands to the whole task hub. */
export function decideHubAction(command: HubCommandName, actor: Actor): ActionDecision {
  return refuseActor(command, actor) ?? allowed;
}

/** A start with an id that is taken: the engine's own client refuses it while that instance has not ended. */
export function decideStartOver(runtimeStatus: RuntimeStatus): ActionDecision {
  return isTerminal(runtimeStatus)
    ? allowed
    : refuse(
        `An instance with this id is ${runtimeStatus}: the engine starts another one only after it has ended.`,
      );
}
