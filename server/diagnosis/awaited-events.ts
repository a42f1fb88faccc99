import type {
  EventCandidate,
  EventEvidence,
  findAwaitedEvents,
} from '../../shared/contract/awaited-events.ts';
import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { eventsWithEffect } from '../../shared/domain/diagnosis/events-without-effect.ts';
import { awaitedNamesIn, countEvents, nextEventOf } from '../../shared/domain/execution/awaited-event.ts';
import { buildExecution } from '../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { readInstance } from '../hubs/read-instance.ts';
import { ReadingProblems } from './reading-problems.ts';
import { readSiblings, type Sibling } from './sibling-histories.ts';

const maxRows = 1_000;

/** Orchestrators take events in whatever the case of their names. */
function nameKey(name: string): string {
  return name.toLowerCase();
}

interface Hint {
  readonly name: string;
  readonly evidence: EventEvidence;
}

function queuedHints(
  { instanceId, controlQueue }: InstanceDetail,
  messages: readonly QueuedMessage[],
): Hint[] {
  if (controlQueue === null) return [];
  return messages.flatMap(({ eventType, name, insertedAt, ...message }) =>
    message.instanceId === instanceId && eventType === 'EventRaised' && name !== null
      ? [{ name, evidence: { kind: 'queued', queue: controlQueue, insertedAt } as const }]
      : [],
  );
}

function hintsOfOthers(own: ExecutionModel, siblings: readonly Sibling[]): Hint[] {
  const eventsTakenIn = countEvents(own);
  const next = siblings.flatMap(({ instanceId, model }) => {
    const name = nextEventOf(model, eventsTakenIn);
    return name === null
      ? []
      : [{ name, instanceId, hadEffect: eventsTakenIn < eventsWithEffect(model).length }];
  });
  const isAnySure = next.some(({ hadEffect }) => hadEffect);
  const idsByName = new Map<string, { name: string; instanceIds: string[] }>();
  for (const { instanceId, name, hadEffect } of next) {
    // One that got it by mistake is no example, unless there is no better one.
    if (isAnySure && !hadEffect) continue;
    const found = idsByName.get(nameKey(name)) ?? { name, instanceIds: [] };
    found.instanceIds.push(instanceId);
    idsByName.set(nameKey(name), found);
  }
  return [...idsByName.values()].map(({ name, instanceIds }) => ({
    name,
    evidence: { kind: 'others', instanceIds } as const,
  }));
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
  const examplesOf = ({ evidence }: EventCandidate) =>
    evidence.reduce((sum, hint) => sum + (hint.kind === 'others' ? hint.instanceIds.length : 0), 0);
  return [...byName.values()].sort(
    (one, other) => weightOf(other) - weightOf(one) || examplesOf(other) - examplesOf(one),
  );
}

interface EventClues {
  readonly model: ExecutionModel;
  /** Of its control queue. */
  readonly messages: readonly QueuedMessage[];
  readonly siblings: readonly Sibling[];
}

/** Names of the event that the instance may be waiting for, the best supported first. */
export function eventCandidates(
  instance: InstanceDetail,
  { model, messages, siblings }: EventClues,
): EventCandidate[] {
  const said = awaitedNamesIn(instance.customStatus).map((name) => ({
    name,
    evidence: { kind: 'custom-status' } as const,
  }));
  return toCandidates([...queuedHints(instance, messages), ...said, ...hintsOfOthers(model, siblings)]);
}

async function peek({ hub }: OpenHub, { controlQueue }: InstanceDetail): Promise<readonly QueuedMessage[]> {
  return controlQueue === null ? [] : hub.peekMessages(controlQueue);
}

async function readModelBeside(
  { hub }: OpenHub,
  { instanceId, name }: InstanceDetail,
): Promise<ExecutionModel> {
  const events = name === null ? [] : (await hub.readHistory(instanceId, { limit: maxRows })).events;
  return buildExecution(events);
}

export async function findEventNames(
  open: OpenHub,
  instanceId: string,
): Promise<ResultOf<typeof findAwaitedEvents>> {
  const instance = await readInstance(open, instanceId);
  const problems = new ReadingProblems();
  const others = Promise.all([readModelBeside(open, instance), readSiblings(open, instance)] as const);
  const [messages, [model, siblings]] = await Promise.all([
    problems.orElse(peek(open, instance), [], 'Its control queue cannot be read'),
    problems.orElse(others, [buildExecution([]), []] as const, 'Others of its name cannot be read'),
  ]);
  const candidates = eventCandidates(instance, { model, messages, siblings });
  return { candidates, othersRead: siblings.length, problems: problems.list() };
}
