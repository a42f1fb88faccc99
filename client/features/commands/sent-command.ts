import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';

/** What became of sending, as far as it is worth following. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly receipt: CommandReceipt }
  | {
      readonly kind: 'unknown';
      readonly error: Error;
      /** What to look for; `null` = nobody knows what was sent when. */
      readonly receipt: CommandReceipt | null;
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
