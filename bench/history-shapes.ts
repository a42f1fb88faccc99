import { between, pick, seededRandom } from '../server/demo/samples/seeded-random.ts';
import { HistoryWriter, type HistoryColumns } from './history-writer.ts';

export const historyShapes = ['fan-out', 'long', 'mixed'] as const;
export type HistoryShape = (typeof historyShapes)[number];

const startMs = Date.UTC(2026, 10, 1, 8);
const fanOutWidth = 5000;
const longActivities = 10_000;
const mixedRounds = 863;
const functionNames = ['ReserveStock', 'ChargeCard', 'PrintLabel', 'SendMail', 'UpdateLedger'] as const;

function writeFanOut(writer: HistoryWriter): void {
  const ids: number[] = [];
  writer.turn(() => {
    writer.started('FanOutWorkflow');
    for (let i = 0; i < fanOutWidth; i++) ids.push(writer.activity('ResizeImage'));
  });
  while (ids.length > 0) {
    writer.pass(between(writer.random, 5, 400));
    writer.turn(() => {
      for (const id of ids.splice(0, between(writer.random, 1, 40))) writer.activityDone(id);
      if (ids.length === 0) writer.ended();
    });
  }
}

function writeLong(writer: HistoryWriter): void {
  let id = -1;
  writer.turn(() => {
    writer.started('LongWorkflow');
    id = writer.activity(functionNames[0]);
  });
  for (let i = 1; i <= longActivities; i++) {
    writer.pass(between(writer.random, 20, 3000));
    writer.turn(() => {
      writer.activityDone(id);
      if (i < longActivities) id = writer.activity(pick(writer.random, functionNames));
      else writer.ended();
    });
  }
}

function writeRetry(writer: HistoryWriter): void {
  let id = -1;
  writer.turn(() => (id = writer.activity('ChargeCard')));
  for (let attempt = 1; attempt <= 2; attempt++) {
    let timer = -1;
    writer.pass(between(writer.random, 20, 900));
    writer.turn(() => {
      writer.activityFailed(id, attempt);
      timer = writer.timer(1000 * attempt);
    });
    writer.pass(1000 * attempt);
    writer.turn(() => {
      writer.timerFired(timer);
      id = writer.activity('ChargeCard');
    });
  }
  writer.pass(between(writer.random, 20, 900));
  writer.turn(() => writer.activityDone(id));
}

function writeRound(writer: HistoryWriter, round: number): void {
  const ids: number[] = [];
  let child = -1;
  writer.turn(() => {
    for (let i = 0; i < 8; i++) ids.push(writer.activity(pick(writer.random, functionNames)));
    child = writer.child(`mixed:${round.toString(16).padStart(4, '0')}`);
  });
  writer.pass(between(writer.random, 50, 2000));
  writer.turn(() => ids.splice(0, 5).forEach((id) => writer.activityDone(id)));
  writer.pass(between(writer.random, 50, 2000));
  writer.turn(() => {
    ids.forEach((id) => writer.activityDone(id));
    writer.childDone(child);
    if (round % 3 === 0) writer.raised('Approval');
  });
  writeRetry(writer);
}

function writeMixed(writer: HistoryWriter): void {
  writer.turn(() => writer.started('MixedWorkflow'));
  for (let round = 0; round < mixedRounds; round++) writeRound(writer, round);
  writer.turn(() => writer.ended());
}

const writers: Record<HistoryShape, (writer: HistoryWriter) => void> = {
  'fan-out': writeFanOut,
  long: writeLong,
  mixed: writeMixed,
};

/** The same rows on every run. */
export function historyOfShape(shape: HistoryShape): readonly HistoryColumns[] {
  const writer = new HistoryWriter(seededRandom(shape), startMs);
  writers[shape](writer);
  return writer.rows;
}
