import type {
  EventCandidate,
  EventEvidence,
  findAwaitedEvents,
} from '../../../shared/contract/awaited-events.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { awaitedNamesIn, countEvents, nextEventOf } from '../../../shared/domain/execution/awaited-event.ts';
import { buildExecution } from '../../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../../shared/domain/execution/execution-model.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';

/** Histories that are read for one answer, and how much of each. */
const maxOthers = 5;
const maxRows = 1_000;

/** Orchestrators take events in whatever the case of their names. */
function nameKey(name: string): string {
  return name.toLowerCase();
}

interface Hint {
  readonly name: string;
  readonly evidence: EventEvidence;
}

async function queuedHints({ hub }: OpenHub, { instanceId, controlQueue }: InstanceDetail): Promise<Hint[]> {
  if (controlQueue === null) return [];
  const messages = await hub.peekMessages(controlQueue);
  return messages.flatMap((message) =>
    message.instanceId === instanceId && message.eventType === 'EventRaised' && message.name !== null
      ? [
          {
            name: message.name,
            evidence: { kind: 'queued', queue: controlQueue, insertedAt: message.insertedAt } as const,
          },
        ]
      : [],
  );
}

async function readModel({ hub }: OpenHub, instanceId: string): Promise<ExecutionModel> {
  return buildExecution((await hub.readHistory(instanceId, { limit: maxRows })).events);
}

/** Those that ended come first: they have their events behind them. */
async function othersOfName({ index }: OpenHub, instance: InstanceDetail): Promise<string[]> {
  if (instance.name === null) return [];
  const q = printFilter([
    { isNegated: false, field: 'kind', values: ['orchestration'] },
    { isNegated: false, field: 'name', path: null, patterns: [[instance.name]] },
  ]);
  const { rows } = await index.list({ q, sort: 'completedAt', order: 'desc', limit: maxOthers + 1 });
  return rows
    .map(({ instanceId }) => instanceId)
    .filter((id) => id !== instance.instanceId)
    .slice(0, maxOthers);
}

async function hintsOfOthers(
  open: OpenHub,
  instance: InstanceDetail,
): Promise<{ hints: Hint[]; othersRead: number }> {
  const ids = await othersOfName(open, instance);
  if (ids.length === 0) return { hints: [], othersRead: 0 };
  const [own, ...others] = await Promise.all([instance.instanceId, ...ids].map((id) => readModel(open, id)));
  const eventsTakenIn = own === undefined ? 0 : countEvents(own);
  const idsByName = new Map<string, { name: string; instanceIds: string[] }>();
  others.forEach((model, place) => {
    const name = nextEventOf(model, eventsTakenIn);
    const id = ids[place];
    if (name === null || id === undefined) return;
    const found = idsByName.get(nameKey(name)) ?? { name, instanceIds: [] };
    found.instanceIds.push(id);
    idsByName.set(nameKey(name), found);
  });
  const hints = [...idsByName.values()].map(({ name, instanceIds }) => ({
    name,
    evidence: { kind: 'others', instanceIds } as const,
  }));
  return { hints, othersRead: others.length };
}

const weights: Record<EventEvidence['kind'], number> = { queued: 4, 'custom-status': 2, others: 1 };

function toCandidates(hints: readonly Hint[]): EventCandidate[] {
  const byName = new Map<string, EventCandidate>();
  for (const { name, evidence } of hints) {
    const key = nameKey(name);
    const found = byName.get(key);
    byName.set(key, { name: found?.name ?? name, evidence: [...(found?.evidence ?? []), evidence] });
  }
  const weightOf = ({ evidence }: EventCandidate) =>
    [...new Set(evidence.map(({ kind }) => kind))].reduce((sum, kind) => sum + weights[kind], 0);
  return [...byName.values()].sort((one, other) => weightOf(other) - weightOf(one));
}

/** A source that fails takes its hints with it, not the answer. */
async function orProblem<T>(reading: Promise<T>, instead: T, problems: string[], what: string): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push(`${what}: ${error.message}`);
    return instead;
  }
}

export async function findEventNames(
  open: OpenHub,
  instanceId: string,
): Promise<ResultOf<typeof findAwaitedEvents>> {
  const instance = await readInstance(open, instanceId);
  const problems: string[] = [];
  const noOthers = { hints: [], othersRead: 0 };
  const [queued, others] = await Promise.all([
    orProblem(queuedHints(open, instance), [], problems, 'Its control queue cannot be read'),
    orProblem(hintsOfOthers(open, instance), noOthers, problems, 'Others of its name cannot be read'),
  ]);
  const said = awaitedNamesIn(instance.customStatus).map((name) => ({
    name,
    evidence: { kind: 'custom-status' } as const,
  }));
  const candidates = toCandidates([...queued, ...said, ...others.hints]);
  return { candidates, othersRead: others.othersRead, problems };
}
