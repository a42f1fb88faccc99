import type { z } from 'zod';
import {
  commandEndpoints,
  commandReceipt,
  startInstance,
  type CommandReceipt,
} from '../../../shared/contract/commands.ts';
import type { Endpoint } from '../../../shared/contract/endpoint.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { instanceParams } from '../../../shared/contract/values.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { ApiError } from '../../api/api-errors.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandOfDraft, startOfDraft } from '../../components/commands/command-of-draft.ts';
import type { SendOutcome } from './sent-command.ts';

export interface CommandTarget {
  readonly hub: string;
  readonly instanceId: string;
}

/** What the endpoints of all commands have in common. */
type CommandEndpoint = Endpoint<typeof instanceParams, z.ZodUndefined, z.ZodObject, typeof commandReceipt>;

export function sendCommand(
  { hub, instanceId }: CommandTarget,
  name: InstanceCommandName,
  draft: CommandDraft,
): Promise<CommandReceipt> {
  const { parameters, reason } = commandOfDraft(name, draft);
  const endpoint: CommandEndpoint = commandEndpoints[name];
  return callEndpoint(endpoint, { params: { hub, instanceId }, body: { ...parameters, reason } });
}

export function sendStart(hub: string, draft: CommandDraft): Promise<CommandReceipt> {
  return callEndpoint(startInstance, { params: { hub }, body: startOfDraft(draft) });
}

const mayHaveBeenSent = {
  'invalid-request': false,
  unauthenticated: false,
  forbidden: false,
  'rate-limited': false,
  'not-found': false,
  conflict: false,
  'action-refused': false,
  unsupported: false,
  'store-unavailable': false,
  'outcome-unknown': true,
  internal: true,
} satisfies Record<ErrorCode, boolean>;

/**
 * The outcome of a failure after which the command may be in storage all the same: also when no answer came, or one
 * nobody can read. Sending again could then act twice. `null` = nothing was sent.
 */
export function unknownOutcomeOf(error: Error, sentAtMs: number): SendOutcome | null {
  if (error instanceof ApiError && !mayHaveBeenSent[error.code]) return null;
  const details = error instanceof ApiError ? commandReceipt.safeParse(error.details).data : undefined;
  return { kind: 'unknown', error, receipt: details ?? null, sentAtMs };
}
