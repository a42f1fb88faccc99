import { z } from 'zod';
import { commandNames } from '../domain/actions.ts';
import { defineEndpoint } from './endpoint.ts';
import { instanceParams, instant } from './values.ts';

/** Proof that a command was put into its queue, not that the engine acted on it. */
export const commandReceipt = z.object({
  command: z.enum(commandNames),
  instanceId: z.string(),
  queue: z.string(),
  /** Timestamp inside the message; the history event it causes carries the same one. */
  sentAt: instant,
});
export type CommandReceipt = z.infer<typeof commandReceipt>;

const reason = z.string().max(4000);

function command<Body extends z.ZodObject>(name: string, summary: string, body: Body) {
  return defineEndpoint({
    method: 'POST',
    path: `/api/hubs/:hub/instances/:instanceId/${name}`,
    summary,
    params: instanceParams,
    body,
    result: commandReceipt,
    status: 202,
  });
}

export const terminateInstance = command('terminate', 'Queue a terminate message', z.object({ reason }));
export const suspendInstance = command('suspend', 'Queue a suspend message', z.object({ reason }));
export const resumeInstance = command('resume', 'Queue a resume message', z.object({ reason }));
export const raiseEvent = command(
  'raise-event',
  'Queue an external event',
  z.object({
    name: z.string().trim().min(1).max(1024),
    /** JSON text; `null` raises the event without a payload. */
    input: z.string().nullable(),
  }),
);

export const commandProgress = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/command-progress',
  summary: 'Whether the engine has taken in a queued command',
  params: instanceParams,
  query: z.object({ command: z.enum(commandNames), sentAt: instant }),
  result: z.object({
    /** `applied`: its event is in the history. `dropped`: the instance ended or is gone without it. */
    state: z.enum(['queued', 'applied', 'dropped']),
    /** In words, for the operator. */
    detail: z.string(),
  }),
});
