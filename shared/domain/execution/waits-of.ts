import { isTerminal, toRuntimeStatus } from '../runtime-status.ts';
import type { ExecutionModel, Mark, Step } from './execution-model.ts';
import type { Wait, WaitingRow } from './wait.ts';

const waitKinds: Partial<Record<Step['kind'], Wait['kind']>> = {
  activity: 'activity',
  'sub-orchestration': 'sub-orchestration',
  timer: 'timer',
  'entity-call': 'entity-call',
  'entity-lock': 'entity-lock',
};

const noStep = {
  stepId: null,
  name: null,
  instanceId: null,
  since: null,
  dueAt: null,
  attempt: 1,
  isInferred: false,
};

function waitFor(kind: Wait['kind'], facts: Partial<Wait> = {}): Wait {
  return { ...noStep, kind, ...facts };
}

/** A timer that delays a retry goes by the name of what is tried again. */
function waitForTimer(timer: Step, model: ExecutionModel): Wait {
  const facts = { stepId: timer.id, since: timer.scheduledAt, dueAt: timer.fireAt };
  if (timer.delaysStepId === null) return waitFor('timer', facts);
  const delayed = model.steps[model.stepOfRow.get(timer.delaysStepId) ?? -1];
  return waitFor('timer', {
    ...facts,
    name: delayed?.name ?? null,
    attempt: (delayed?.attempts.length ?? 0) + 1,
  });
}

function waitForStep(step: Step, model: ExecutionModel): Wait | null {
  const kind = waitKinds[step.kind];
  if (kind === undefined) return null;
  if (kind === 'timer') return waitForTimer(step, model);
  const { id: stepId, name, instanceId, attempts } = step;
  const since = attempts.at(-1)?.scheduledAt ?? step.scheduledAt;
  return waitFor(kind, { stepId, name, instanceId, since, attempt: attempts.length });
}

/** Turns that a suspension or its end caused, in which the orchestrator did not run. */
function lastActiveTurn(model: ExecutionModel) {
  const idle = new Set(
    model.marks.filter(({ kind }) => kind === 'suspend' || kind === 'resume').map(({ rowKey }) => rowKey),
  );
  const heldBack = (rowKey: string): boolean =>
    model.isSuspended && model.steps[model.stepOfRow.get(rowKey) ?? -1]?.takenInAt === null;
  return model.turns.findLast(
    ({ tookInKeys }) =>
      tookInKeys.length === 0 || !tookInKeys.every((rowKey) => idle.has(rowKey) || heldBack(rowKey)),
  );
}

function continuedAsNew(model: ExecutionModel): boolean {
  return model.marks.some(({ kind, text }) => kind === 'started' && text === 'ContinuedAsNew');
}

/** A turn that asked for nothing but one timer, and went on when it fired. */
function sleptBefore(model: ExecutionModel): boolean {
  const askedPerTurn = new Map<number, number>();
  for (const { turn, kind } of model.steps) {
    if (turn !== null && kind !== 'external-event') askedPerTurn.set(turn, (askedPerTurn.get(turn) ?? 0) + 1);
  }
  return model.steps.some(
    ({ kind, state, turn, delaysStepId }) =>
      kind === 'timer' &&
      state === 'completed' &&
      delaysStepId === null &&
      turn !== null &&
      askedPerTurn.get(turn) === 1,
  );
}

/**
 * An orchestrator that awaits an event writes nothing down. It is suspected to when nothing else is under way, and when
 * only timers are: those are mostly the time limits of events, unless the orchestrator is one that sleeps and goes on.
 */
function suspectedEvent(model: ExecutionModel, open: readonly Step[]): Wait | null {
  const onlyTimers = open.every(({ kind, delaysStepId }) => kind === 'timer' && delaysStepId === null);
  if (!onlyTimers) return null;
  const turn = lastActiveTurn(model);
  const isAsleep = open.some((timer) => timer.turn !== null && timer.turn === turn?.index);
  if (isAsleep && (continuedAsNew(model) || sleptBefore(model))) return null;
  const since = turn === undefined ? model.lastEventAt : (turn.completedAt ?? turn.startedAt);
  return waitFor('external-event', { since, isInferred: true });
}

/** Results that came while it was suspended; it will go on with them when it is resumed. */
function heldBackResults(model: ExecutionModel): Wait[] {
  if (!model.isSuspended) return [];
  return model.steps.flatMap(({ id, name, instanceId, startedAt, finishedAt, takenInAt, state, kind }) => {
    const since = kind === 'entity-lock' ? startedAt : finishedAt;
    const hasResult = since !== null && (state === 'completed' || state === 'failed');
    const isAnswer = kind === 'external-event' || kind in waitKinds;
    if (!hasResult || !isAnswer || takenInAt !== null) return [];
    return [waitFor('turn', { stepId: id, name, instanceId, since })];
  });
}

/** The rewind took back how the last turn ended, and no turn began since. */
function pendingRewind(model: ExecutionModel): Mark | null {
  const rewinds = model.marks.filter(({ kind }) => kind === 'rewind');
  const last = model.turns.at(-1);
  const end = rewinds.at(-1);
  if (end === undefined || last === undefined) return null;
  const isTakenUp = rewinds.some(({ rowKey }) => last.tookInKeys.includes(rowKey));
  const isOlder = end.at !== null && last.startedAt !== null && end.at < last.startedAt;
  return isTakenUp || isOlder ? null : end;
}

function rewoundWaits(model: ExecutionModel): Wait[] {
  const children = model.steps.filter(
    ({ kind, state }) => kind === 'sub-orchestration' && state === 'rewound',
  );
  if (children.length > 0) {
    return children.flatMap((child) => {
      const wait = waitForStep(child, model);
      return wait === null ? [] : [{ ...wait, isInferred: true }];
    });
  }
  const rewind = pendingRewind(model);
  if (rewind === null) return [];
  const since = rewind.at;
  const rewound = model.steps.filter(({ state }) => state === 'rewound');
  if (rewound.length === 0) return [waitFor('rewind', { since })];
  return rewound.map(({ id, name, instanceId }) =>
    waitFor('rewind', { stepId: id, name, instanceId, since }),
  );
}

function runningWaits(model: ExecutionModel): Wait[] {
  const rewound = rewoundWaits(model);
  const open = model.steps.filter(({ state }) => state === 'open');
  const waits = [
    ...rewound,
    ...open.flatMap((step) => waitForStep(step, model) ?? []),
    ...heldBackResults(model),
  ];
  if (rewound.length > 0) return waits;
  const unread = model.steps.filter(({ kind, state }) => kind === 'entity-call' && state === 'unknown');
  if (waits.length === 0 && unread.length > 0) {
    return unread.flatMap((step) => {
      const wait = waitForStep(step, model);
      return wait === null ? [] : [{ ...wait, isInferred: true }];
    });
  }
  if (waits.some(({ kind }) => kind === 'turn')) return waits;
  const last = model.turns.at(-1);
  if (waits.length === 0 && last?.completedAt === null) {
    return [waitFor('turn', { since: last.startedAt, isInferred: true })];
  }
  const event = suspectedEvent(model, open);
  return event === null ? waits : [...waits, event];
}

/** What the instance waits for; none when it ended. */
export function waitsOf(model: ExecutionModel, row: WaitingRow): readonly Wait[] {
  if (row.isEntity || model.end !== null || isTerminal(toRuntimeStatus(row.runtimeStatus))) return [];
  if (model.eventCount === 0 && row.runtimeStatus === 'Pending') {
    return row.scheduledStartAt === null
      ? [waitFor('start', { since: row.createdAt })]
      : [waitFor('scheduled-start', { since: row.createdAt, dueAt: row.scheduledStartAt })];
  }
  const isSuspended = model.isSuspended || row.runtimeStatus === 'Suspended';
  const since = model.marks.findLast(({ kind }) => kind === 'suspend')?.at ?? row.lastUpdatedAt;
  const running = model.eventCount === 0 ? [] : runningWaits(model);
  return isSuspended ? [waitFor('resume', { since }), ...running] : running;
}
