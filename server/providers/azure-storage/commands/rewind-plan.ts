/** One History row as far as a rewind looks at it. */
export interface PastEvent {
  readonly rowKey: string;
  readonly etag: string;
  readonly eventType: string;
  readonly eventId: number | null;
  readonly taskScheduledId: number | null;
  /** Type before it was neutralised; `null` = it was not. */
  readonly rewoundType: string | null;
  /** Set on the row that ended a generation, also when that was neutralised. */
  readonly orchestrationStatus: string | null;
  readonly name: string | null;
  /** Of a created sub-orchestration. */
  readonly instanceId: string | null;
  /** Why it failed: the beginning of the text. */
  readonly failure: string | null;
}

interface RowChange {
  readonly rowKey: string;
  readonly etag: string;
  readonly columns: { readonly Reason: string; readonly EventType?: 'GenericEvent' };
}

interface UndoneStep {
  readonly rowKey: string;
  readonly kind: 'activity' | 'sub-orchestration' | 'orchestrator';
  readonly name: string | null;
  readonly failure: string | null;
  readonly childInstanceId: string | null;
}

interface ChildLink {
  readonly instanceId: string;
  /** The failure here is neutralised already: the child was too, before it. */
  readonly isDone: boolean;
}

/**
 * `rewound`: neutralised, and not woken since. `running`: it has not ended, or goes on after a rewind. `ended`:
 * otherwise than failed.
 */
type RewindState = 'failed' | 'rewound' | 'running' | 'ended';

export interface HistoryPlan {
  readonly state: RewindState;
  /** How it ended; `null` while it has not. */
  readonly ending: string | null;
  readonly changes: readonly RowChange[];
  readonly steps: readonly UndoneStep[];
  readonly children: readonly ChildLink[];
  /** Decisions that stay in the history behind a failure that goes. */
  readonly goesOnAfterFailure: boolean;
}

/** One instance of those that a rewind reaches. */
export interface PlannedInstance {
  readonly instanceId: string;
  readonly name: string | null;
  readonly depth: number;
  readonly plan: HistoryPlan;
  /** Of the sentinel row, which changes with every checkpoint. */
  readonly mark: { readonly executionId: string; readonly etag: string };
  /** Of the Instances row; `null` = it says Pending already. */
  readonly rowEtag: string | null;
  /** Gets the message that wakes it. */
  readonly isLeaf: boolean;
}

/** The engine could not do it either. */
export class RewindRefusal extends Error {
  override readonly name = 'RewindRefusal';
}

const decisions = new Set(['TaskScheduled', 'TimerCreated', 'SubOrchestrationInstanceCreated', 'EventSent']);

interface Ending {
  readonly state: RewindState;
  readonly last: PastEvent | undefined;
  /** Row key of the ending before the last: what was neutralised up to it belongs to rewinds long done. */
  readonly previousKey: string;
}

function findEnding(events: readonly PastEvent[]): Ending {
  const endings = events.filter(({ orchestrationStatus }) => orchestrationStatus !== null);
  const last = endings.at(-1);
  const previousKey = endings.at(-2)?.rowKey ?? '';
  if (last === undefined) return { state: 'running', last, previousKey };
  if (last.eventType === 'ExecutionCompleted') {
    return { state: last.orchestrationStatus === 'Failed' ? 'failed' : 'ended', last, previousKey };
  }
  const isWoken = events.some(
    ({ eventType, rowKey }) => eventType === 'OrchestratorStarted' && rowKey > last.rowKey,
  );
  return { state: isWoken ? 'running' : 'rewound', last, previousKey };
}

/** What the failures of one history are partners of. */
class Scheduled {
  private readonly tasks = new Map<number | null, PastEvent>();
  private readonly neutralisedTasks = new Map<number | null, PastEvent>();
  private readonly children = new Map<number | null, PastEvent>();

  constructor(events: readonly PastEvent[]) {
    for (const event of events) {
      if (event.eventType === 'TaskScheduled') this.tasks.set(event.eventId, event);
      else if (event.rewoundType === 'TaskScheduled') this.neutralisedTasks.set(event.eventId, event);
      else if (event.eventType === 'SubOrchestrationInstanceCreated') this.children.set(event.eventId, event);
    }
  }

  taskOf({ taskScheduledId, rowKey }: PastEvent): PastEvent {
    const task = this.tasks.get(taskScheduledId) ?? this.neutralisedTasks.get(taskScheduledId);
    if (task !== undefined) return task;
    throw new RewindRefusal(`row ${rowKey} is the failure of an activity that the history does not schedule`);
  }

  childOf({ taskScheduledId, rowKey }: PastEvent): PastEvent & { readonly instanceId: string } {
    const child = this.children.get(taskScheduledId);
    if (child?.instanceId != null) return { ...child, instanceId: child.instanceId };
    throw new RewindRefusal(
      `row ${rowKey} is the failure of a sub-orchestration that the history does not create`,
    );
  }
}

function neutralised({ rowKey, etag, eventType }: PastEvent): RowChange {
  return { rowKey, etag, columns: { Reason: `Rewound: ${eventType}`, EventType: 'GenericEvent' } };
}

/** A created sub-orchestration keeps its type, so that the orchestrator goes on waiting for it. */
function marked({ rowKey, etag, eventType }: PastEvent): RowChange {
  return { rowKey, etag, columns: { Reason: `Rewound: ${eventType}` } };
}

interface UndoneFailure {
  readonly changes: readonly RowChange[];
  readonly step: UndoneStep;
}

function undo(event: PastEvent, scheduled: Scheduled): UndoneFailure {
  const { rowKey, failure } = event;
  const changes = [neutralised(event)];
  if (event.eventType === 'TaskFailed') {
    const task = scheduled.taskOf(event);
    if (task.rewoundType === null) changes.unshift(neutralised(task));
    return {
      changes,
      step: { rowKey, kind: 'activity', name: task.name, failure, childInstanceId: null },
    };
  }
  if (event.eventType === 'SubOrchestrationInstanceFailed') {
    const child = scheduled.childOf(event);
    if (child.rewoundType === null) changes.unshift(marked(child));
    const { name, instanceId: childInstanceId } = child;
    return { changes, step: { rowKey, kind: 'sub-orchestration', name, failure, childInstanceId } };
  }
  return { changes, step: { rowKey, kind: 'orchestrator', name: null, failure, childInstanceId: null } };
}

const failedTasks = new Set(['TaskFailed', 'SubOrchestrationInstanceFailed']);

function isFailure({ eventType, orchestrationStatus }: PastEvent): boolean {
  return (
    failedTasks.has(eventType) || (eventType === 'ExecutionCompleted' && orchestrationStatus === 'Failed')
  );
}

function staysBehindFailure(
  events: readonly PastEvent[],
  failures: readonly PastEvent[],
  gone: ReadonlySet<string>,
) {
  const first = failures.find(({ eventType }) => failedTasks.has(eventType));
  return (
    first !== undefined &&
    events.some(
      ({ rowKey, eventType }) => rowKey > first.rowKey && decisions.has(eventType) && !gone.has(rowKey),
    )
  );
}

/**
 * What a rewind does with the history of one execution, rows in order. What failed loses its type and tells it in its
 * reason, and so does what scheduled it; rows that an earlier rewind changed stay as they are. A history that a rewind
 * left half changed gives the rest of the changes.
 */
export function planHistory(events: readonly PastEvent[]): HistoryPlan {
  const { state, last, previousKey } = findEnding(events);
  const scheduled = new Scheduled(events);
  const failures = state === 'failed' ? events.filter(isFailure) : [];
  const undone = failures.map((event) => undo(event, scheduled));
  const done = events
    .filter((event) => event.rewoundType === 'SubOrchestrationInstanceFailed' && event.rowKey > previousKey)
    .map((event) => scheduled.childOf(event).instanceId);
  const fresh = undone.flatMap(({ step }) => step.childInstanceId ?? []);
  // A retried activity fails more than once, and each change is made once.
  const changes = [
    ...new Map(undone.flatMap((one) => one.changes).map((change) => [change.rowKey, change])).values(),
  ];
  const gone = new Set(changes.filter(({ columns }) => columns.EventType).map(({ rowKey }) => rowKey));
  return {
    state,
    ending: last?.eventType === 'ExecutionCompleted' ? last.orchestrationStatus : null,
    changes,
    steps: undone.map(({ step }) => step),
    children: [
      ...[...new Set(fresh)].map((instanceId) => ({ instanceId, isDone: false })),
      ...[...new Set(done)]
        .filter((instanceId) => !fresh.includes(instanceId))
        .map((instanceId) => ({ instanceId, isDone: true })),
    ],
    goesOnAfterFailure: staysBehindFailure(events, failures, gone),
  };
}
