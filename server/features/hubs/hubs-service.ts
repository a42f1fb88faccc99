import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { HubSummary, listHubs } from '../../../shared/contract/hubs.ts';
import type { Caller } from '../../access/caller.ts';
import { AppError } from '../../errors.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { withTimeLimit } from '../../hubs/time-limit.ts';

const backlogLimitMs = 5_000;

type BacklogPart = Pick<HubSummary, 'backlog' | 'backlogProblem'>;

async function backlogOf(open: OpenHub): Promise<BacklogPart> {
  try {
    const reading = withTimeLimit(open.readBacklog(), backlogLimitMs, `The queues of ${open.hub.ref.name}`);
    return { backlog: await reading, backlogProblem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { backlog: null, backlogProblem: { code: error.code, message: error.message } };
  }
}

async function summarize(open: OpenHub): Promise<HubSummary> {
  const [counts, backlog] = await Promise.all([open.index.counts(), backlogOf(open)]);
  const { connection, name, provider } = open.hub.ref;
  const coverage = open.index.coverage();
  return {
    hub: open.key,
    connection,
    name,
    provider,
    isEmbedded: open.isEmbedded,
    counts,
    coverage,
    ...backlog,
  };
}

/** What of all hubs and connections is there for the caller. */
export async function summarizeHubs(hubs: HubRegistry, caller: Caller): Promise<ResultOf<typeof listHubs>> {
  const known = await hubs.list();
  const visible = known.hubs.filter(({ key }) => caller.roleOn(key) !== null);
  const shown = new Set(visible.map(({ hub }) => hub.ref.connection));
  return {
    // One that cannot be reached holds no hubs that are known; whoever may see all of them may see its problem.
    connections: known.connections.filter(
      ({ name }) => shown.has(name) || caller.roleOn(`${name}~`) !== null,
    ),
    hubs: await Promise.all(visible.map(summarize)),
  };
}
