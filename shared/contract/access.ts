import { z } from 'zod';
import { roles } from '../domain/access.ts';
import { commandNames } from '../domain/actions.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams } from './values.ts';

export const accessModes = ['open', 'oidc', 'platform', 'bearer'] as const;

export const session = z.object({
  /** How people are told apart here; `open` = not at all, everybody who reaches this process may do everything. */
  mode: z.enum(accessModes),
  /** `null` = not signed in. */
  user: z
    .object({
      id: z.string(),
      name: z.string(),
      /** The greatest in any task hub; `null` = signed in, and allowed nothing. */
      highestRole: z.enum(roles).nullable(),
    })
    .nullable(),
  /** Where a browser goes to sign in or out; `null` where this dashboard does not do it. */
  signInPath: z.string().nullable(),
  signOutPath: z.string().nullable(),
  /** What everybody should know about how this process runs, such as that it is open beyond loopback. */
  warnings: z.array(z.string()),
  /** Origins of portals that may show this dashboard in a frame. */
  frameAncestors: z.array(z.string()),
});
export type Session = z.infer<typeof session>;

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, and how',
  access: 'public',
  result: session,
});

/** What the caller may do in one task hub: the actor of `shared/domain/actions.ts`. */
export const hubAccess = z.object({
  role: z.enum(roles),
  readOnlyReason: z.string().nullable(),
  unavailable: z.partialRecord(z.enum(commandNames), z.string()),
  /** A command without a reason is refused. */
  isReasonRequired: z.boolean(),
});
export type HubAccess = z.infer<typeof hubAccess>;

export const getHubAccess = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/access',
  summary: 'What the caller may do in a task hub',
  params: hubParams,
  result: hubAccess,
});
