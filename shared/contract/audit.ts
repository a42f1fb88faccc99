import { z } from 'zod';
import { commandNames } from '../domain/actions.ts';
import { commandReceipt } from './commands.ts';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { hubParams, instant } from './values.ts';

/** What admins do to alerts: no task hub hears of it, but people may, or may no longer. */
export const alertActionNames = [
  'save-alert-rule',
  'delete-alert-rule',
  'test-alert-target',
  'retry-alert-delivery',
] as const;

export const auditedNames = [...commandNames, ...alertActionNames] as const;
export type AuditedName = (typeof auditedNames)[number];

export const auditResults = ['accepted', 'refused', 'failed', 'unknown'] as const;

/** One attempted command, or one attempted change around alerts. */
export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  requestId: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
  hub: z.string(),
  /** `null` where it is about no single instance. */
  instanceId: z.string().nullable(),
  command: z.enum(auditedNames),
  reason: z.string(),
  /** Masked, and cut where it is long. */
  parameters: z.record(z.string(), z.unknown()),
  /** `unknown`: it may have been sent; also when this process ended before an answer came. */
  result: z.enum(auditResults),
  code: errorCode.nullable(),
  /** Why it was refused or failed, or what was done. */
  message: z.string().nullable(),
  /** What is needed to follow it; `null` where nothing was sent, or where nobody knows what was. */
  receipt: commandReceipt.nullable(),
  /** The batch job it was part of. */
  jobId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const searchAudit = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/audit',
  summary: 'Attempted commands and changes of alert rules, the latest first',
  params: hubParams,
  query: z.object({
    instanceId: z.string().optional(),
    command: z.enum(auditedNames).optional(),
    result: z.enum(auditResults).optional(),
    jobId: z.string().optional(),
    /** Part of the user's name or id, of the reason, or of the instance id. */
    text: z.string().max(1000).optional(),
    from: instant.optional(),
    to: instant.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().optional(),
  }),
  result: z.object({
    /** May be fewer than asked for, even none, while there is a next cursor: so much was looked through at once. */
    entries: z.array(auditEntry),
    nextCursor: z.string().nullable(),
    /** `false`: kept in memory and on standard output only. */
    isDurable: z.boolean(),
  }),
});
