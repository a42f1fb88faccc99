import { buildExecution } from '../../shared/domain/execution/build-execution.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import { printFilter } from '../../shared/domain/instance-filter/print-filter.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

/** Histories that are read for one answer, and how much of each. */
const maxSiblings = 5;
const maxRows = 1_000;
/** Those that ended do not change; others that end meanwhile tell about the same. */
const sharedForMs = 15_000;
const maxNamesShared = 200;

/** Another run of the same orchestrator. */
export interface Sibling {
  readonly instanceId: string;
  readonly model: ExecutionModel;
}

/** Those that ended come first: they have their steps behind them. */
async function listOfName({ index }: OpenHub, name: string): Promise<string[]> {
  const q = printFilter([
    { isNegated: false, field: 'kind', values: ['orchestration'] },
    { isNegated: false, field: 'name', path: null, patterns: [[name]] },
  ]);
  const { rows } = await index.list({ q, sort: 'completedAt', order: 'desc', limit: maxSiblings + 1 });
  return rows.map(({ instanceId }) => instanceId);
}

async function readModel({ hub }: OpenHub, instanceId: string): Promise<Sibling> {
  const { events } = await hub.readHistory(instanceId, { limit: maxRows });
  return { instanceId, model: buildExecution(events) };
}

/** A few other runs of the orchestrator. */
export async function readSiblings(
  open: OpenHub,
  { name, instanceId }: { readonly name: string | null; readonly instanceId: string },
): Promise<readonly Sibling[]> {
  if (name === null) return [];
  const ids = (await listOfName(open, name)).filter((id) => id !== instanceId).slice(0, maxSiblings);
  return Promise.all(ids.map((id) => readModel(open, id)));
}

interface Shared {
  readonly beganAtMs: number;
  readonly siblings: Promise<readonly Sibling[]>;
}
const sharedByHub = new WeakMap<OpenHub, Map<string, Shared>>();

/** As `readSiblings`, read once for all instances of the name that are asked about within a while. */
export async function sharedSiblings(
  open: OpenHub,
  { name, instanceId }: { readonly name: string; readonly instanceId: string },
): Promise<readonly Sibling[]> {
  const shared = sharedByHub.get(open) ?? new Map<string, Shared>();
  sharedByHub.set(open, shared);
  const last = shared.get(name);
  if (last === undefined || performance.now() - last.beganAtMs > sharedForMs) {
    const reading = { beganAtMs: performance.now(), siblings: readOfName(open, name) };
    shared.delete(name);
    shared.set(name, reading);
    for (const oldest of [...shared.keys()].slice(0, -maxNamesShared)) shared.delete(oldest);
    reading.siblings.catch(() => {
      if (shared.get(name) === reading) shared.delete(name);
    });
  }
  const siblings = (await shared.get(name)?.siblings) ?? [];
  return siblings.filter((sibling) => sibling.instanceId !== instanceId).slice(0, maxSiblings);
}

/** One more than is used of them, as the instance asked about may be one. */
async function readOfName(open: OpenHub, name: string): Promise<readonly Sibling[]> {
  return Promise.all((await listOfName(open, name)).map((id) => readModel(open, id)));
}
