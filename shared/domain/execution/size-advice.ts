import { elapsedMs, type Instant } from '../instant.ts';
import type { ExecutionModel } from './execution-model.ts';

/** The engine reads so many rows with one request. */
const rowsPerRead = 1_000;
/** From here on a history is worth a word, and worth a warning. The engine itself sets no limit. */
const noteworthy = { rows: 2_000, payloadBytes: 2_000_000 };
const alarming = { rows: 10_000, payloadBytes: 20_000_000 };
/** Turns from which on an execution that asks for the same again and again counts as a loop. */
const leastLoopTurns = 50;
/** Shorter histories have no pace. */
const leastGrowthRows = 100;
const dayMs = 86_400_000;

export interface HistorySize {
  readonly rows: number;
  readonly payloadBytes: number;
}

export interface SizeGrowth {
  readonly overMs: number;
  readonly perDay: HistorySize;
  /** When it becomes alarming if it goes on like this; `null` = it is already, or it will not within a year. */
  readonly alarmingInMs: number | null;
}

export interface SizeAdvice {
  readonly level: 'fine' | 'noteworthy' | 'alarming';
  /** Requests that reading the history once takes. */
  readonly reads: number;
  readonly advice: readonly string[];
}

/** How far a size is on its way to what is alarming, from 0 to 1. */
export function shareOfAlarming({ rows, payloadBytes }: HistorySize): number {
  return Math.min(1, Math.max(rows / alarming.rows, payloadBytes / alarming.payloadBytes));
}

export { alarming as alarmingSize };

function reaches({ rows, payloadBytes }: HistorySize, limit: HistorySize): boolean {
  return rows >= limit.rows || payloadBytes >= limit.payloadBytes;
}

function timeToAlarm(size: HistorySize, perDay: HistorySize): number | null {
  if (reaches(size, alarming)) return null;
  const days = Math.min(
    perDay.rows > 0 ? (alarming.rows - size.rows) / perDay.rows : Infinity,
    perDay.payloadBytes > 0 ? (alarming.payloadBytes - size.payloadBytes) / perDay.payloadBytes : Infinity,
  );
  return days > 365 ? null : days * dayMs;
}

/** `null` when it ended, when it is short, and when too little time passed to tell. */
export function sizeGrowth(model: ExecutionModel, now: Instant): SizeGrowth | null {
  const from = model.startedAt ?? model.createdAt;
  if (model.end !== null || from === null || model.turns.length < 2) return null;
  const overMs = elapsedMs(from, now);
  const { rows, payloadBytes } = model.sizes;
  if (overMs < 60_000 || rows < leastGrowthRows) return null;
  const perDay = { rows: (rows * dayMs) / overMs, payloadBytes: (payloadBytes * dayMs) / overMs };
  return { overMs, perDay, alarmingInMs: timeToAlarm(model.sizes, perDay) };
}

/** Most of what it asked for, it asked for in many turns under one name. */
function isLoop(model: ExecutionModel): boolean {
  if (model.turns.length < leastLoopTurns) return false;
  const turnsByName = new Map<string, Set<number>>();
  for (const { kind, name, turn } of model.steps) {
    if (turn === null) continue;
    const key = `${kind} ${name ?? ''}`;
    const turns = turnsByName.get(key) ?? new Set();
    turnsByName.set(key, turns.add(turn));
  }
  return [...turnsByName.values()].some((turns) => turns.size >= leastLoopTurns);
}

function widestFanOut(model: ExecutionModel): number {
  return model.fanOuts.reduce((widest, { stepIds }) => Math.max(widest, stepIds.length), 0);
}

const rowsAdvice = {
  loop: 'It does the same again and again. ContinueAsNew after a number of rounds starts the next one with an empty history; events not yet taken in are lost unless they are asked to be kept, and what is still under way is not waited for.',
  fanOut:
    'Most of it comes from asking for many things at once. Sub-orchestrations that take a few hundred each keep every single history short.',
  other:
    'Parts of the work moved into sub-orchestrations have histories of their own, and leave two rows here.',
};

/** What to do about a large history, and nothing where there is nothing to do. */
export function adviseOnSize(model: ExecutionModel): SizeAdvice {
  const { sizes } = model;
  const reads = Math.max(1, Math.ceil(sizes.rows / rowsPerRead));
  const level = reaches(sizes, alarming) ? 'alarming' : reaches(sizes, noteworthy) ? 'noteworthy' : 'fine';
  const advice: string[] = [];
  if (sizes.rows >= noteworthy.rows) {
    const isFanOut = widestFanOut(model) * 4 > sizes.rows;
    advice.push(isLoop(model) ? rowsAdvice.loop : isFanOut ? rowsAdvice.fanOut : rowsAdvice.other);
  } else if (model.end === null && isLoop(model)) advice.push(rowsAdvice.loop);
  if (sizes.payloadBytes >= noteworthy.payloadBytes) {
    advice.push(
      'Inputs and results are kept in the history. Large ones are better stored elsewhere and passed on by a name or id.',
    );
  }
  return { level, reads, advice };
}
