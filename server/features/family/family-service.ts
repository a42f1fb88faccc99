import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import {
  maxRelatives,
  type LineEnd,
  type readAncestors,
  type readChildren,
  type Relative,
  type watchRelatives,
} from '../../../shared/contract/family.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';

const maxGenerations = 50;
/** The start of an execution stands in its first rows. */
const firstRows = 20;
/** How much of one history is read for its children. */
const maxHistoryRows = 20_000;
const maxKnownChildren = 1_000;

type ParentFound = Relative | 'none' | 'gone';

/** The history names the parent; the index may remember it when the history is gone. */
async function findParent(open: OpenHub, instanceId: string): Promise<ParentFound> {
  const { events } = await open.hub.readHistory(instanceId, { limit: firstRows });
  const parent = events.find((event) => event.parent !== null)?.parent ?? null;
  if (parent !== null) {
    open.index.noteParent(instanceId, parent.instanceId).catch(open.logFailure);
    return { instanceId: parent.instanceId, name: parent.name };
  }
  if (events.length > 0) return 'none';
  const [row] = (await open.index.watched([instanceId], '')).rows;
  if (row?.parentInstanceId != null) return { instanceId: row.parentInstanceId, name: null };
  // Without a history but with a row it waits to start, which children do as well.
  return (await findInstance(open, instanceId)) === null ? 'gone' : 'none';
}

export async function findAncestors(
  open: OpenHub,
  instanceId: string,
): Promise<ResultOf<typeof readAncestors>> {
  const ancestors: Relative[] = [];
  const seen = new Set([instanceId]);
  let child = instanceId;
  const ended = (end: LineEnd) => ({ ancestors, end });
  while (ancestors.length < maxGenerations) {
    const parent = await findParent(open, child);
    if (parent === 'none') return ended('root');
    if (parent === 'gone') return ended('gone');
    if (seen.has(parent.instanceId)) return ended('cycle');
    seen.add(parent.instanceId);
    ancestors.push(parent);
    child = parent.instanceId;
  }
  return ended('too-deep');
}

type Child = ResultOf<typeof readChildren>['children'][number];

function childOf({ eventType, rewoundType, instanceId, name, timestamp }: HistoryEvent): Child | null {
  const isCreation = [eventType, rewoundType].includes('SubOrchestrationInstanceCreated');
  return isCreation && instanceId !== null ? { instanceId, name, createdAt: timestamp } : null;
}

async function childrenInHistory(
  { hub }: OpenHub,
  instanceId: string,
): Promise<{ children: Child[]; isComplete: boolean }> {
  const children: Child[] = [];
  let rows = 0;
  for await (const { events } of hub.scanHistory(instanceId, {})) {
    for (const event of events) {
      const child = event.isLeftover ? null : childOf(event);
      if (child !== null) children.push(child);
    }
    rows += events.length;
    if (rows >= maxHistoryRows) return { children, isComplete: false };
  }
  return { children, isComplete: true };
}

/** Earlier executions of an instance had children as well, of which its history says nothing any more. */
async function childrenInIndex(
  { index }: OpenHub,
  instanceId: string,
): Promise<{ children: Child[]; isComplete: boolean }> {
  const q = printFilter([{ isNegated: false, field: 'parent', path: null, patterns: [[instanceId]] }]);
  const { rows, total } = await index.list({ q, sort: 'createdAt', order: 'asc', limit: maxKnownChildren });
  const children = rows.map(({ instanceId: id, name, createdAt }) => ({ instanceId: id, name, createdAt }));
  return { children, isComplete: children.length === total };
}

export async function findChildren(
  open: OpenHub,
  instanceId: string,
): Promise<ResultOf<typeof readChildren>> {
  const [told, known] = await Promise.all([
    childrenInHistory(open, instanceId),
    childrenInIndex(open, instanceId),
  ]);
  const byId = new Map<string, Child>();
  for (const child of [...told.children, ...known.children]) {
    if (!byId.has(child.instanceId)) byId.set(child.instanceId, child);
  }
  return { children: [...byId.values()], isComplete: told.isComplete && known.isComplete };
}

export async function findRelatives(
  open: OpenHub,
  ids: readonly string[],
): Promise<ResultOf<typeof watchRelatives>> {
  if (ids.length > maxRelatives) {
    throw new AppError('invalid-request', `At most ${maxRelatives} relatives can be asked for at once.`);
  }
  const { rows } = await open.index.watched(ids, '');
  const known = new Set(rows.map(({ instanceId }) => instanceId));
  const missing = ids.filter((id) => !known.has(id));
  const found = await Promise.all(missing.map((id) => findInstance(open, id)));
  return {
    rows: [...rows, ...found.filter((row) => row !== null)].map(
      ({ instanceId, name, runtimeStatus, createdAt, completedAt }) => ({
        instanceId,
        name,
        runtimeStatus,
        createdAt,
        completedAt,
      }),
    ),
    gone: missing.filter((_, place) => found[place] === null),
  };
}
