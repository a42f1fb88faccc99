import type { ExecutionModel } from './execution-model.ts';
import type { Message, MessageKind, MessageRun, Sequence, SequenceRow } from './sequence-model.ts';

/** Up to these are shown one by one. */
const foldAbove = 8;

/** A failure among results, or the end of a timer among its beginnings, does not interrupt a run. */
const directions: Readonly<Partial<Record<MessageKind, string>>> = {
  call: 'calls',
  send: 'sends',
  result: 'answers',
  failure: 'answers',
  timer: 'timers',
  'timer-fired': 'fired timers',
};

/** Equal for messages of one run; `null` = never part of one. */
function runKey({ steps, stepOfRow }: ExecutionModel, message: Message): string | null {
  const direction = directions[message.kind];
  const step = steps[message.step ?? -1];
  if (direction === undefined || step === undefined) return null;
  const { delaysStepId } = step;
  const sibling = delaysStepId === null ? step : steps[stepOfRow.get(delaysStepId) ?? -1];
  return sibling?.fanOutId == null ? null : `${sibling.fanOutId} ${direction}`;
}

function runOf(messages: readonly Message[], first: number, end: number): MessageRun {
  const counts: Partial<Record<MessageKind, number>> = {};
  for (const { kind } of messages.slice(first, end)) counts[kind] = (counts[kind] ?? 0) + 1;
  return { id: `run ${messages[first]?.rowKey ?? ''}`, first, count: end - first, counts };
}

export function findRuns(model: ExecutionModel, messages: readonly Message[]): MessageRun[] {
  const runs: MessageRun[] = [];
  let first = 0;
  let key: string | null = null;
  for (let index = 0; index <= messages.length; index++) {
    const message = messages[index];
    const next = message === undefined ? null : runKey(model, message);
    if (next !== null && next === key) continue;
    if (key !== null && index - first > foldAbove) runs.push(runOf(messages, first, index));
    first = index;
    key = next;
  }
  return runs;
}

/** What is shown: runs folded unless their id is among the unfolded ones. */
export function sequenceRows({ messages, runs }: Sequence, unfolded: ReadonlySet<string>): SequenceRow[] {
  const rows: SequenceRow[] = [];
  const addMessages = (from: number, to: number, isInRun: boolean) => {
    for (let index = from; index < to; index++) {
      const message = messages[index];
      if (message !== undefined) rows.push({ kind: 'message', id: message.rowKey, message, isInRun });
    }
  };
  let next = 0;
  for (const run of runs) {
    addMessages(next, run.first, false);
    next = run.first + run.count;
    const isUnfolded = unfolded.has(run.id);
    rows.push({ kind: 'run', id: run.id, run, isUnfolded });
    if (isUnfolded) addMessages(run.first, next, true);
  }
  addMessages(next, messages.length, false);
  return rows;
}

/** Place of the row that shows a message, folded or not; -1 = none does. */
export function placeOfMessage(sequence: Sequence, rows: readonly SequenceRow[], rowKey: string): number {
  const place = rows.findIndex((row) => row.kind === 'message' && row.message.rowKey === rowKey);
  if (place >= 0) return place;
  const index = sequence.messages.findIndex((message) => message.rowKey === rowKey);
  if (index < 0) return -1;
  return rows.findIndex(
    (row) => row.kind === 'run' && index >= row.run.first && index < row.run.first + row.run.count,
  );
}
