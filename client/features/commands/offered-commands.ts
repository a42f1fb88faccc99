import {
  decideAction,
  type ActionDecision,
  type ActionSubject,
  type InstanceCommandName,
} from '../../../shared/domain/actions.ts';
import { subjectOf } from '../../../shared/domain/action-subject.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { KnownActor } from './use-actor.ts';

export interface OfferedCommand {
  readonly command: InstanceCommandName;
  readonly decision: ActionDecision;
}

interface Offer {
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

const waits: ActionDecision = {
  isAllowed: false,
  kind: 'unavailable',
  reason: 'What you may do here is being read.',
};
const unread: ActionDecision = { ...waits, reason: 'What you may do here could not be read.' };

/** Every command of an instance of this kind, with whether it can be given now. */
export function offeredCommands(
  instance: InstanceDetail,
  { actor, error }: Pick<KnownActor, 'actor' | 'error'>,
): Offer {
  const subject = subjectOf(instance);
  const offer = (command: InstanceCommandName): OfferedCommand => {
    const unknown = error === null ? waits : unread;
    return { command, decision: actor === null ? unknown : decideAction(command, subject, actor) };
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
