import type { HubStorage } from '../hub-storage.ts';
import { readInstanceEntity } from '../instance-detail.ts';
import { RowReader } from '../row-reader.ts';
import { etagOf } from '../row-scan.ts';
import { sideBySide } from '../side-by-side.ts';
import { readRewindHistory, type RewindHistory } from './rewind-history.ts';
import { planHistory, RewindRefusal, type HistoryPlan, type PlannedInstance } from './rewind-plan.ts';
import { rewindWarnings } from './rewind-warnings.ts';

const maxDepth = 50;
const maxInstances = 1000;
const parallelReads = 8;

export interface RewindPlan {
  /** The one that was asked for, then its children, theirs, and so on. */
  readonly instances: readonly PlannedInstance[];
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

/** An instance to look at, and the one whose failure led there. */
interface Visit {
  readonly instanceId: string;
  readonly parentId: string | null;
  readonly isDone: boolean;
}

interface Found {
  readonly row: RowReader;
  readonly rowEtag: string;
  readonly history: RewindHistory;
}

async function find(storage: HubStorage, instanceId: string): Promise<Found> {
  const [raw, history] = await Promise.all([
    readInstanceEntity(storage, instanceId),
    readRewindHistory(storage, instanceId),
  ]);
  if (raw === null) throw new RewindRefusal('it is gone: it has no row');
  return { row: new RowReader(raw), rowEtag: etagOf(raw), history };
}

/** A rewind leaves the time of the completion in the row that it sets to Pending; a start that waits has none. */
function isRewound(row: RowReader): boolean {
  return row.text('RuntimeStatus') === 'Pending' && row.instant('CompletedTime') !== null;
}

function refuseStatus(row: RowReader): void {
  const status = row.text('RuntimeStatus');
  if (status === 'Failed' || isRewound(row)) return;
  throw new RewindRefusal(`only a failed instance can be rewound, and it is ${String(status)}`);
}

function refuseTorn({ row, history }: Found): void {
  if (history.executionId === null || !history.hasStart) throw new RewindRefusal('its history is missing');
  if (!history.isCheckpointComplete) {
    throw new RewindRefusal('a checkpoint of it is being written, or was not written to its end');
  }
  const ownExecution = row.text('ExecutionId');
  if (ownExecution !== null && ownExecution !== history.executionId) {
    throw new RewindRefusal('its history belongs to another execution than its row');
  }
}

function refuseRoot({ row }: Found, { state, ending }: HistoryPlan): void {
  if (state === 'ended') {
    throw new RewindRefusal(`its history says that it ended as ${String(ending)}, not as Failed`);
  }
  if (state === 'running' && !isRewound(row)) throw new RewindRefusal('its history says that it goes on');
}

function refuseChild({ parentId }: Visit, { history }: Found, { state, ending }: HistoryPlan): void {
  if (history.parentInstanceId !== parentId) {
    throw new RewindRefusal(
      'it was started again by somebody else since, so that its parent would wait for it in vain',
    );
  }
  if (state === 'ended') {
    throw new RewindRefusal(
      `it is ${String(ending)} by now and does not end again, so that its parent would wait for it in vain`,
    );
  }
}

/** `null` = there is nothing to do with it. */
async function planVisit(storage: HubStorage, visit: Visit, depth: number): Promise<PlannedInstance | null> {
  const isRoot = visit.parentId === null;
  const found = await find(storage, visit.instanceId);
  const { row, rowEtag, history } = found;
  if (isRoot) refuseStatus(row);
  refuseTorn(found);
  const plan = planHistory(history.events);
  // What was woken by a rewind that broke off goes its own way, however it ended.
  if (visit.isDone && plan.state !== 'rewound') return null;
  if (isRoot) refuseRoot(found, plan);
  else refuseChild(visit, found, plan);
  const isPending = row.text('RuntimeStatus') === 'Pending';
  return {
    instanceId: visit.instanceId,
    name: row.text('Name'),
    depth,
    plan,
    mark: { executionId: history.executionId ?? '', etag: history.markEtag ?? '' },
    rowEtag: isPending || plan.state === 'running' ? null : rowEtag,
    isLeaf: plan.state !== 'running' && plan.children.length === 0,
  };
}

class Walk {
  readonly instances: PlannedInstance[] = [];
  refusal: string | null = null;
  private readonly visited = new Set<string>();

  constructor(private readonly storage: HubStorage) {}

  async run(instanceId: string): Promise<void> {
    let level: readonly Visit[] = [{ instanceId, parentId: null, isDone: false }];
    for (let depth = 0; level.length > 0 && this.refusal === null; depth++) {
      if (depth > maxDepth) this.refusal = `The children are nested deeper than ${maxDepth} levels.`;
      else level = await this.visit(level, depth);
    }
    if (this.refusal === null && !this.hasWork()) {
      this.refusal = 'The instance was rewound already and runs again: there is nothing left to do.';
    }
  }

  /** The children of a level. */
  private async visit(level: readonly Visit[], depth: number): Promise<Visit[]> {
    if (this.visited.size + level.length > maxInstances) {
      this.refusal = `More than ${maxInstances} instances would have to be rewound.`;
      return [];
    }
    const planned = new Map<Visit, PlannedInstance | null>();
    await sideBySide(level, parallelReads, async (visit) => {
      planned.set(visit, await this.planned(visit, depth));
    });
    const next: Visit[] = [];
    for (const visit of level) {
      const instance = planned.get(visit);
      if (!instance) continue;
      this.instances.push(instance);
      next.push(...this.childrenOf(instance));
    }
    return next;
  }

  private async planned(visit: Visit, depth: number): Promise<PlannedInstance | null> {
    this.visited.add(visit.instanceId);
    try {
      return await planVisit(this.storage, visit, depth);
    } catch (error) {
      if (!(error instanceof RewindRefusal)) throw error;
      const whose = visit.parentId === null ? 'The instance' : `The sub-orchestration ${visit.instanceId}`;
      this.refusal ??= `${whose} cannot be rewound: ${error.message}.`;
      return null;
    }
  }

  private childrenOf({ instanceId, plan }: PlannedInstance): Visit[] {
    const seenAgain = plan.children.find((child) => this.visited.has(child.instanceId));
    if (seenAgain !== undefined) {
      this.refusal ??= `${seenAgain.instanceId} is its own descendant: the histories go round in a circle.`;
    }
    return plan.children.map((child) => ({ ...child, parentId: instanceId }));
  }

  private hasWork(): boolean {
    return this.instances.some(
      ({ plan, isLeaf, rowEtag }) => plan.changes.length > 0 || isLeaf || rowEtag !== null,
    );
  }
}

/** Reads everything that a rewind would touch. Nothing is written. */
export async function readRewindPlan(storage: HubStorage, instanceId: string): Promise<RewindPlan> {
  const walk = new Walk(storage);
  await walk.run(instanceId);
  return { instances: walk.instances, refusal: walk.refusal, warnings: rewindWarnings(walk.instances) };
}
