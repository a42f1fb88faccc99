import type { CallerImpact, FunctionImpact } from '../../shared/contract/functions-map.ts';
import {
  laterKeys,
  standingOf,
  type CallTrace,
  type Standing,
} from '../../shared/domain/function-map/call-trace.ts';
import { functionKey, type FunctionRef } from '../../shared/domain/function-map/function-ref.ts';
import { nowInstant } from '../clock.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { callersOf, type Caller } from './callers-of.ts';
import type { KeptSamples } from './function-sampler.ts';
import type { FunctionSamples } from './function-samples.ts';
import {
  entitiesText,
  openStatuses,
  orchestrationsText,
  startedStatuses,
  statusTerm,
  textTerm,
} from './open-statuses.ts';

const maxCallers = 50;
const maxVersions = 20;
/** More than are ever read of one caller's running instances. */
const maxStillOpen = 1_000;

async function countOf(index: InstanceIndex, q: string): Promise<{ count: number; q: string }> {
  const { total } = await index.list({ q, sort: 'createdAt', order: 'desc', limit: 1 });
  return { count: total, q };
}

/** Of the executions that were read, those that run still: others may have gone on in ways nobody looked at. */
async function stillRunning(index: InstanceIndex, traces: readonly CallTrace[]): Promise<CallTrace[]> {
  const open = traces.filter(({ hasEnded, isCutShort }) => !hasEnded && !isCutShort);
  if (open.length === 0) return [];
  const ids = textTerm(
    'id',
    open.map(({ instanceId }) => instanceId),
  );
  const q = orchestrationsText(ids, statusTerm(startedStatuses));
  const { rows } = await index.list({ q, sort: 'createdAt', order: 'desc', limit: maxStillOpen });
  const executions = new Map(rows.map(({ instanceId, executionId }) => [instanceId, executionId]));
  return open.filter(({ instanceId, executionId }) => {
    const current = executions.get(instanceId);
    return current !== undefined && (current === null || executionId === null || current === executionId);
  });
}

async function impactOnCaller(
  index: InstanceIndex,
  samples: FunctionSamples,
  { name, kinds }: Caller,
  key: string,
): Promise<CallerImpact> {
  const traces = samples.tracesOf(name);
  const ended = traces.filter(({ hasEnded, isCutShort }) => hasEnded && !isCutShort);
  const later = laterKeys(key, ended);
  const looked = await stillRunning(index, traces);
  const standings = looked.map((trace) => ({ ...trace, standing: standingOf(trace, key, later) }));
  const counted = (standing: Standing) => {
    const ids = standings.filter((each) => each.standing === standing).map(({ instanceId }) => instanceId);
    return { count: ids.length, q: ids.length === 0 ? '' : orchestrationsText(textTerm('id', ids)) };
  };
  const ofName = textTerm('name', [name]);
  const running = await countOf(index, orchestrationsText(ofName, statusTerm(startedStatuses)));
  return {
    name,
    kinds: [...kinds],
    endedRuns: ended.length,
    callingRuns: ended.filter(({ firstTurns }) => firstTurns.has(key)).length,
    pending: await countOf(index, orchestrationsText(ofName, statusTerm(['Pending']))),
    running,
    looked: looked.length,
    open: counted('open'),
    ahead: counted('ahead'),
    done: counted('done'),
    passed: counted('passed'),
    notLooked: Math.max(0, running.count - looked.length),
  };
}

async function ownOf(
  index: InstanceIndex,
  { kind, name }: FunctionRef,
): Promise<Pick<FunctionImpact, 'own' | 'ownVersions'>> {
  const ofName = textTerm('name', [name]);
  if (kind === 'entity') return { own: await countOf(index, entitiesText(ofName)), ownVersions: [] };
  if (kind !== 'orchestrator') return { own: null, ownVersions: [] };
  const open = statusTerm(openStatuses);
  const q = orchestrationsText(ofName, open);
  const { version } = await index.facets({ q, limit: maxVersions });
  const ownVersions = version.values.map(({ value, count }) => ({
    version: value === '' ? null : value,
    count,
    q: orchestrationsText(ofName, textTerm('version', [value ?? '']), open),
  }));
  return { own: await countOf(index, q), ownVersions };
}

/** Out of what the index knows and the samples that are kept: nothing is read from storage. */
export async function impactOf(
  index: InstanceIndex,
  kept: KeptSamples | null,
  ref: FunctionRef,
): Promise<FunctionImpact> {
  const callers = kept === null ? [] : callersOf(kept.samples.map(), ref);
  const impacts: CallerImpact[] = [];
  if (kept !== null)
    for (const caller of callers.slice(0, maxCallers))
      impacts.push(await impactOnCaller(index, kept.samples, caller, functionKey(ref)));
  const sampling = kept?.progress.view();
  return {
    function: { kind: ref.kind, name: ref.name },
    readAt: nowInstant(),
    sampledAt: sampling?.endedAt ?? sampling?.startedAt ?? null,
    ...(await ownOf(index, ref)),
    callers: impacts,
    callersLeftOut: Math.max(0, callers.length - maxCallers),
  };
}
