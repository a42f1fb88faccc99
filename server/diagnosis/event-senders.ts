import type { EventSender } from '../../shared/domain/diagnosis/facts.ts';
import { buildExecution } from '../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { Sibling } from './sibling-histories.ts';

/** Histories of parents that are read for one answer, and how much of each. */
const maxParents = 3;
const maxRows = 1_000;

interface SentEvent extends EventSender {
  readonly to: string;
}

/** Read once for as long as those who got the events are kept. */
const sentByParentOf = new WeakMap<ExecutionModel, Promise<readonly SentEvent[]>>();

async function readSentEvents(
  { hub }: OpenHub,
  { instanceId, name }: Pick<EventSender, 'instanceId' | 'name'>,
): Promise<readonly SentEvent[]> {
  const { events } = await hub.readHistory(instanceId, { limit: maxRows });
  return buildExecution(events).steps.flatMap((step): SentEvent[] => {
    const { kind, name: eventName, instanceId: to } = step;
    return kind === 'event-sent' && to !== null && eventName !== null
      ? [{ eventName, instanceId, name, to }]
      : [];
  });
}

function sentByParent(open: OpenHub, model: ExecutionModel): Promise<readonly SentEvent[]> {
  if (model.parent === null) return Promise.resolve([]);
  const known = sentByParentOf.get(model) ?? readSentEvents(open, model.parent);
  sentByParentOf.set(model, known);
  known.catch(() => sentByParentOf.delete(model));
  return known;
}

/** One child of each parent. */
function childrenWithEvents(siblings: readonly Sibling[]): ExecutionModel[] {
  const byParent = new Map<string, ExecutionModel>();
  for (const { model } of siblings) {
    const { parent, steps } = model;
    if (parent === null || !steps.some(({ kind }) => kind === 'external-event')) continue;
    if (!byParent.has(parent.instanceId)) byParent.set(parent.instanceId, model);
  }
  return [...byParent.values()].slice(0, maxParents);
}

/**
 * Events do not say who sent them; the sender's own history does. Of all orchestrations that could be one, the parents of
 * those who got the event are looked at.
 */
export async function findEventSenders(
  open: OpenHub,
  siblings: readonly Sibling[],
): Promise<readonly EventSender[]> {
  const ids = new Set(siblings.map(({ instanceId }) => instanceId));
  const sent = await Promise.all(childrenWithEvents(siblings).map((model) => sentByParent(open, model)));
  return sent
    .flat()
    .filter(({ to }) => ids.has(to))
    .map(({ eventName, instanceId, name }) => ({ eventName, instanceId, name }));
}
