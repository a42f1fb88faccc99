import type { commandProgress } from '../../../shared/contract/commands.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import type { Instant } from '../../../shared/domain/instant.ts';

export type CommandProgress = ResultOf<typeof commandProgress>;

/** As the receipt tells it. */
export interface SentCommand {
  readonly instanceId: string;
  readonly command: CommandName;
  readonly sentAt: Instant;
  readonly executionId?: string | undefined;
  readonly followedInstanceId?: string | undefined;
  readonly dueAt?: Instant | undefined;
}

/** What storage says of a command, read before its history was. */
export interface Followed {
  readonly sent: SentCommand;
  /** `null` = there is none. */
  readonly row: InstanceDetail | null;
  readonly now: Instant;
}

export const applied = (detail: string): CommandProgress => ({ state: 'applied', detail });
export const dropped = (detail: string): CommandProgress => ({ state: 'dropped', detail });
export const queued = (detail: string): CommandProgress => ({ state: 'queued', detail });

export const gone = 'The instance is gone from storage.';
