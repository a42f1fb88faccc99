import {
  decideAction,
  type ActionDecision,
  type ActionSubject,
  type InstanceCommandName,
} from '../../../shared/domain/actions.ts';
import { subjectOf } from '../../../shared/domain/action-subject.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { KnownActor } from './use-actor.ts';

export interface OfferedCommand {
  readonly command: InstanceCommandName;
  readonly decision: ActionDecision;
}

export interface CommandOffer {
  /** Buttons of their own. */
  readonly frequent: readonly OfferedCommand[];
  readonly others: readonly OfferedCommand[];
  /** Why nothing at all can be done here, whatever the state of the instance; `null` = something can. */
  readonly refusal: string | null;
}

const frequentOf = {
  orchestration: ['terminate', 'raise-event', 'suspend', 'resume', 'rewind', 'restart'],
  entity: ['signal-entity', 'clean-entity', 'purge'],
} as const satisfies Record<ActionSubject['kind'], readonly InstanceCommandName[]>;

const othersOf = {
  orchestration: ['set-custom-status', 'cancel-scheduled-start', 'purge'],
  entity: [],
} as const satisfies Record<ActionSubject['kind'], readonly InstanceCommandName[]>;

/** Of every command while nobody knows what the reader may do. */
export function decideUnknown(error: Error | null): ActionDecision & { isAllowed: false } {
  const reason =
    error === null ? 'What you may do here is being read.' : 'What you may do here could not be read.';
  return { isAllowed: false, kind: 'unavailable', reason };
}

/** Every command of an instance of this kind, with whether it can be given now. */
export function offeredCommands(
  instance: InstanceRow,
  { actor, error }: Pick<KnownActor, 'actor' | 'error'>,
): CommandOffer {
  const subject = subjectOf(instance);
  const offer = (command: InstanceCommandName): OfferedCommand => {
    const decision = actor === null ? decideUnknown(error) : decideAction(command, subject, actor);
    return { command, decision };
  };
  const frequent = frequentOf[subject.kind].map(offer);
  const others = othersOf[subject.kind].map(offer);
  const refusals = [...frequent, ...others].map(({ decision }) =>
    !decision.isAllowed && (decision.kind === 'role' || decision.kind === 'read-only')
      ? decision.reason
      : null,
  );
  const isHopeless = actor !== null && refusals.every((reason) => reason !== null);
  return { frequent, others, refusal: isHopeless ? (refusals[0] ?? null) : null };
}

export function allOf({ frequent, others }: CommandOffer): OfferedCommand[] {
  return [...frequent, ...others];
}
