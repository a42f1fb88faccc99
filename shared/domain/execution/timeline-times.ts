import { instantToMs, type Instant } from '../instant.ts';
import type { ExecutionModel, Step } from './execution-model.ts';

/** A stretch of time in milliseconds since 1970. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The times of a step; `null` where no row says them. */
export interface StepTimes {
  readonly scheduledMs: number | null;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  readonly takenInMs: number | null;
  readonly dueMs: number | null;
}

/** A model with its instants as numbers: read once, drawn often. */
export interface Timeline {
  readonly model: ExecutionModel;
  /** One for each of the model's steps. */
  readonly times: readonly StepTimes[];
  readonly turns: readonly Stretch[];
  /** `null` = no row has a time. */
  readonly firstMs: number | null;
  /** Of everything that happened; what is only due lies beyond. */
  readonly lastMs: number | null;
  readonly endMs: number | null;
}

function toMs(instant: Instant | null): number | null {
  return instant === null ? null : instantToMs(instant);
}

/** While a history grows, steps that did not change stay the same objects, and instants are slow to read. */
const knownTimes = new WeakMap<Step, StepTimes>();

function readStep(step: Step): StepTimes {
  const known = knownTimes.get(step);
  if (known !== undefined) return known;
  const times = {
    scheduledMs: toMs(step.scheduledAt),
    startedMs: toMs(step.startedAt),
    finishedMs: toMs(step.finishedAt),
    takenInMs: toMs(step.takenInAt),
    dueMs: toMs(step.fireAt),
  };
  knownTimes.set(step, times);
  return times;
}

function readTurns(model: ExecutionModel): Stretch[] {
  return model.turns.flatMap(({ startedAt, completedAt }) => {
    const fromMs = toMs(startedAt ?? completedAt);
    return fromMs === null ? [] : [{ fromMs, toMs: Math.max(fromMs, toMs(completedAt) ?? fromMs) }];
  });
}

export function readTimeline(model: ExecutionModel): Timeline {
  const times = model.steps.map(readStep);
  const turns = readTurns(model);
  const endMs = toMs(model.end?.at ?? null);
  let firstMs = Infinity;
  let lastMs = -Infinity;
  const see = (ms: number | null): void => {
    if (ms === null) return;
    firstMs = Math.min(firstMs, ms);
    lastMs = Math.max(lastMs, ms);
  };
  see(toMs(model.createdAt));
  see(toMs(model.startedAt));
  see(toMs(model.lastEventAt));
  see(endMs);
  for (const turn of turns) {
    see(turn.fromMs);
    see(turn.toMs);
  }
  for (const step of times) {
    see(step.scheduledMs);
    see(step.startedMs);
    see(step.finishedMs);
    see(step.takenInMs);
  }
  const isTimed = lastMs >= firstMs;
  return { model, times, turns, firstMs: isTimed ? firstMs : null, lastMs: isTimed ? lastMs : null, endMs };
}

/** A lock counts as completed when it is granted, and goes on until it is released. */
export function isGoingOn({ kind, state }: Step, { startedMs, finishedMs }: StepTimes): boolean {
  if (finishedMs !== null) return false;
  return state === 'open' || (kind === 'entity-lock' && state === 'completed' && startedMs !== null);
}

/** The moments between which a step had the execution's attention; `null` when it has no time at all. */
export function stretchOf(step: Step, times: StepTimes, nowMs: number): Stretch | null {
  const fromMs = times.scheduledMs ?? times.startedMs ?? times.finishedMs;
  if (fromMs === null) return null;
  const toMs = times.finishedMs ?? (isGoingOn(step, times) ? Math.max(nowMs, fromMs) : fromMs);
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}
