import { z } from 'zod';
import { commandNames, type InstanceCommandName } from '../domain/actions.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instanceParams, instant } from './values.ts';

/** Proof that a command was put into its queue or written to storage, not that the engine acted on it. */
export const commandReceipt = z.object({
  command: z.enum(commandNames),
  /** Of a start or restart: the instance that was asked for. */
  instanceId: z.string(),
  /** The control queue of the message; `null` = nothing was queued, the change is in storage already. */
  queue: z.string().nullable(),
  /** Timestamp inside the message; the history event it causes carries the same one. */
  sentAt: instant,
  /** Of a start or restart: the execution that was asked for. */
  executionId: z.string().nullable(),
  /** Whose history will hold the event: another instance when a rewind begins at a failed child. */
  followedInstanceId: z.string(),
  /** What was done at once, in words; `null` where nothing was. */
  summary: z.string().nullable(),
});
export type CommandReceipt = z.infer<typeof commandReceipt>;

/** Why it was done. Goes to the audit log, and with terminate, suspend, resume and rewind into the history. */
export const commandReason = z.string().max(4000).default('');

const maxJsonChars = 20_000_000;
/** JSON text; `null` = no value. */
const jsonText = z.string().max(maxJsonChars).nullable();
/** Escaped, every character may take several. */
const maxBodyBytes = 2 * maxJsonChars;
const functionName = z.string().trim().min(1).max(1024);
const chosenInstanceId = z.string().min(1).max(256);
const tags = z.record(z.string().min(1).max(1024), z.string().max(8192)).nullable();

/** What each command needs beside its instance and its reason. */
export const commandParameters = {
  terminate: z.object({}),
  suspend: z.object({}),
  resume: z.object({}),
  rewind: z.object({}),
  'raise-event': z.object({ name: functionName, input: jsonText }),
  restart: z.object({
    /** `same` replaces the ended instance. */
    id: z.enum(['same', 'new']),
    /** With `new`; `null` = a generated one. */
    newInstanceId: chosenInstanceId.nullable().default(null),
    /** Left out = exactly the stored input. */
    input: jsonText.optional(),
    version: z.string().max(1024).nullable().default(null),
    tags: tags.default(null),
  }),
  purge: z.object({
    /** Said explicitly: an instance that has not ended, or an entity, goes as well. */
    isForced: z.boolean().default(false),
    /** Its sub-orchestrations, and theirs, as far as their histories name them. */
    includesChildren: z.boolean().default(false),
  }),
  'set-custom-status': z.object({ customStatus: jsonText }),
  'cancel-scheduled-start': z.object({}),
  'signal-entity': z.object({
    operation: functionName,
    input: jsonText,
    /** `null` = at once. */
    scheduledAt: instant.nullable().default(null),
  }),
  'clean-entity': z.object({
    removesEmpty: z.boolean().default(true),
    releasesOrphanedLock: z.boolean().default(true),
  }),
} as const satisfies Record<InstanceCommandName, z.ZodObject>;

type ParametersOf<Name extends InstanceCommandName> = z.output<(typeof commandParameters)[Name]>;

/** A command to one instance, ready to be given. */
export type InstanceCommand = {
  readonly [Name in InstanceCommandName]: {
    readonly name: Name;
    readonly reason: string;
    readonly parameters: ParametersOf<Name>;
  };
}[InstanceCommandName];

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the body depends on the name
function command<Name extends InstanceCommandName>(name: Name, summary: string) {
  return defineEndpoint({
    method: 'POST',
    path: `/api/hubs/:hub/instances/:instanceId/${name}`,
    summary,
    // The gate refuses by role, so that an attempt is in the audit log.
    access: 'viewer',
    params: instanceParams,
    body: commandParameters[name].extend({ reason: commandReason }),
    result: commandReceipt,
    status: 202,
    maxBodyBytes,
  });
}

export const commandEndpoints = {
  terminate: command('terminate', 'Queue a terminate message'),
  'raise-event': command('raise-event', 'Queue an external event'),
  suspend: command('suspend', 'Queue a suspend message'),
  resume: command('resume', 'Queue a resume message'),
  rewind: command(
    'rewind',
    'Neutralise what failed in the history and queue the message that wakes the instance',
  ),
  restart: command('restart', 'Start the orchestration of an instance again'),
  purge: command('purge', 'Delete row, history and blobs of an instance'),
  'set-custom-status': command('set-custom-status', 'Write the custom status of an instance'),
  'cancel-scheduled-start': command('cancel-scheduled-start', 'Keep a scheduled start from happening'),
  'signal-entity': command('signal-entity', 'Queue an operation for an entity'),
  'clean-entity': command(
    'clean-entity',
    'Remove an entity without state, or release a lock that nobody holds',
  ),
} as const satisfies Record<InstanceCommandName, unknown>;

export const startInstance = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/start',
  summary: 'Start an orchestration',
  access: 'viewer',
  params: hubParams,
  body: z.object({
    name: functionName,
    /** `null` = a generated one. */
    instanceId: chosenInstanceId.nullable().default(null),
    input: jsonText.default(null),
    version: z.string().max(1024).nullable().default(null),
    tags: tags.default(null),
    /** `null` = at once; at most seven days ahead. */
    scheduledAt: instant.nullable().default(null),
    reason: commandReason,
  }),
  result: commandReceipt,
  status: 202,
  maxBodyBytes,
});
export type StartRequest = Omit<z.output<typeof startInstance.body>, 'reason'>;

export const commandProgress = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/command-progress',
  summary: 'Whether the engine has taken in a queued command',
  params: instanceParams,
  query: z.object({
    command: z.enum(commandNames),
    sentAt: instant,
    /** As in the receipt. */
    executionId: z.string().optional(),
    followedInstanceId: z.string().optional(),
    /** Of a signal that was scheduled. */
    dueAt: instant.optional(),
  }),
  result: z.object({
    /** `applied`: its effect is in storage. `dropped`: the instance ended or is gone without it. */
    state: z.enum(['queued', 'applied', 'dropped']),
    /** In words, for the operator. */
    detail: z.string(),
  }),
});
