import { functionSamplingBounds } from '../../shared/contract/functions-map.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { FunctionRef } from '../../shared/domain/function-map/function-ref.ts';
import type { RuntimeStatus } from '../../shared/domain/runtime-status.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import {
  endedStatuses,
  entitiesText,
  openStatuses,
  orchestrationsText,
  startedStatuses,
  statusTerm,
  textTerm,
} from './open-statuses.ts';

const { histories, historiesOfOneName, names: maxNames } = functionSamplingBounds;

interface InHub {
  readonly total: number;
  readonly open: number;
  readonly failed: number;
}

interface PlannedName {
  readonly name: string;
  readonly quota: number;
  readonly inHub: InHub;
}

/** What will be read, and what of the hub it stands for. */
export interface SamplingPlan {
  /** Orchestrators with the number of histories to read of each at most. */
  readonly names: readonly PlannedName[];
  readonly inHub: readonly { readonly ref: FunctionRef; readonly inHub: InHub }[];
  readonly total: number;
  readonly instances: number;
  readonly distinctNames: number;
}

async function countsByName(index: InstanceIndex, q: string) {
  const { name } = await index.facets({ q, limit: maxNames });
  const counts = new Map(name.values.flatMap(({ value, count }) => (value === null ? [] : [[value, count]])));
  return { counts, distinct: name.distinct };
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/** As many of each name as fit when all names get the same. */
function quotaFor(counts: readonly number[]): number {
  let quota: number = historiesOfOneName;
  while (quota > 1 && sum(counts.map((count) => Math.min(count, quota))) > histories) quota -= 1;
  return quota;
}

/** From the index alone: nothing is read from storage. */
export async function planSampling(index: InstanceIndex): Promise<SamplingPlan> {
  const all = await countsByName(index, orchestrationsText());
  const open = await countsByName(index, orchestrationsText(statusTerm(openStatuses)));
  const failed = await countsByName(index, orchestrationsText(statusTerm(['Failed'])));
  const entities = await countsByName(index, entitiesText());
  const quota = quotaFor([...all.counts.values()]);
  const names = [...all.counts].map(([name, total]) => ({
    name,
    quota: Math.min(total, quota),
    inHub: { total, open: open.counts.get(name) ?? 0, failed: failed.counts.get(name) ?? 0 },
  }));
  const orchestrators = names.map(({ name, inHub }) => ({
    ref: { kind: 'orchestrator', name } as const,
    inHub,
  }));
  const entityNames = [...entities.counts].map(([name, total]) => ({
    ref: { kind: 'entity', name } as const,
    inHub: { total, open: 0, failed: 0 },
  }));
  return {
    names,
    inHub: [...orchestrators, ...entityNames],
    total: sum(names.map((each) => each.quota)),
    instances: sum(all.counts.values()),
    distinctNames: all.distinct,
  };
}

async function newest(index: InstanceIndex, name: string, statuses: readonly RuntimeStatus[], limit: number) {
  const q = orchestrationsText(textTerm('name', [name]), statusTerm(statuses));
  return (await index.list({ q, sort: 'lastUpdatedAt', order: 'desc', limit })).rows;
}

/** Takes turns, so that each group gives about its share and what one lacks the others give. */
function interleave(groups: readonly (readonly InstanceRow[])[], quota: number): InstanceRow[] {
  const taken: InstanceRow[] = [];
  for (let place = 0; taken.length < quota && groups.some((group) => place < group.length); place++)
    for (const group of groups) {
      const row = group[place];
      if (row !== undefined && taken.length < quota) taken.push(row);
    }
  return taken;
}

/** The latest of one orchestrator: of those that ended, that failed, and that run. Those not started have no history. */
export async function pickSamples(
  index: InstanceIndex,
  { name, quota, inHub }: PlannedName,
): Promise<readonly InstanceRow[]> {
  const ended = await newest(index, name, endedStatuses, quota);
  // Most names have none of these, which the plan knows.
  const failed = inHub.failed === 0 ? [] : await newest(index, name, ['Failed'], quota);
  const running = inHub.open === 0 ? [] : await newest(index, name, startedStatuses, quota);
  return interleave([ended, running, failed], quota);
}

/** The latest running ones of these orchestrators. */
export async function pickRunning(
  index: InstanceIndex,
  names: readonly string[],
): Promise<{ rows: readonly InstanceRow[]; total: number }> {
  const q = orchestrationsText(textTerm('name', names), statusTerm(startedStatuses));
  return index.list({
    q,
    sort: 'lastUpdatedAt',
    order: 'desc',
    limit: functionSamplingBounds.runningHistories,
  });
}
