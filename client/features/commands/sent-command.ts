import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';

/** A receipt with what the page knows beside it. */
export type FollowedReceipt = CommandReceipt & {
  /** Of what was scheduled; left out = at once. */
  readonly dueAt?: Instant | undefined;
};

/** What became of sending, as far as it is worth following. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly receipt: FollowedReceipt }
  | {
      readonly kind: 'unknown';
      readonly error: Error;
      /** What to look for; `null` = nobody knows what was sent when. */
      readonly receipt: FollowedReceipt | null;
      /** When it left, by this browser's clock. */
      readonly sentAtMs: number;
    };

/** A command that left this page, or may have; or one that was sent before the page was opened. */
export interface SentCommand {
  /** Numbers the commands of this page. */
  readonly key: number;
  readonly command: CommandName;
  /** Whatever name it carries, such as that of an event; `null` = none. */
  readonly subject: string | null;
  /** By this browser's clock; the receipt's may be another. */
  readonly answeredAtMs: number;
  readonly outcome: SendOutcome;
  /** For sending it again; kept only while its outcome is unknown. */
  readonly draft: CommandDraft | null;
  /** Who else sent it; `null` = the reader. */
  readonly by: string | null;
}

/** The outcome of a command that was scheduled; `null` = it was not. */
export function withDueAt(outcome: SendOutcome, dueAt: Instant | null): SendOutcome {
  if (dueAt === null || outcome.receipt === null) return outcome;
  return outcome.kind === 'accepted'
    ? { ...outcome, receipt: { ...outcome.receipt, dueAt } }
    : { ...outcome, receipt: { ...outcome.receipt, dueAt } };
}
