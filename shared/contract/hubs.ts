import { z } from 'zod';
import { backlog } from './backlog.ts';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { runtimeStatus } from './instances.ts';

const problem = z.object({ code: errorCode, message: z.string() });

export const hubSummary = z.object({
  /** `<connection>~<task hub>`, the key in every other path. */
  hub: z.string(),
  connection: z.string(),
  name: z.string(),
  provider: z.enum(['azure-storage']),
  /** The hub that this process brought along for trying things out. */
  isEmbedded: z.boolean(),
  counts: z.array(
    z.object({ kind: z.enum(['orchestration', 'entity']), status: runtimeStatus, count: z.int() }),
  ),
  coverage,
  backlog: backlog.nullable(),
  backlogProblem: problem.nullable(),
});
export type HubSummary = z.infer<typeof hubSummary>;

export const connectionSummary = z.object({
  name: z.string(),
  provider: z.enum(['azure-storage']),
  /** Account name or endpoint; never a secret. */
  target: z.string(),
  problem: problem.nullable(),
});

export const listHubs = defineEndpoint({
  method: 'GET',
  path: '/api/hubs',
  summary: 'Every task hub of every connection, with counts, backlog and freshness',
  result: z.object({ connections: z.array(connectionSummary), hubs: z.array(hubSummary) }),
});
