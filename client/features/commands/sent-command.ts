import type { OfferedCommand } from './offered-commands.ts';
import type { SendOutcome } from './use-command.ts';

/** A command that left this page, or may have. */
export interface SentCommand {
  /** Numbers the commands of this page. */
  readonly key: number;
  readonly command: OfferedCommand;
  /** `null` for commands that are no event. */
  readonly eventName: string | null;
  /** By this browser's clock; the receipt's may be another. */
  readonly answeredAtMs: number;
  readonly outcome: SendOutcome;
}
