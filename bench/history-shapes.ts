import { msToInstant, type Instant } from '../shared/domain/instant.ts';
import { between, pick, seededRandom, type Random } from '../server/demo/samples/seeded-random.ts';

/** Columns of one History row beside its keys and the execution's id. */
export type HistoryColumns = Readonly<
  Record<string, string | number | boolean | { type: 'DateTime'; value: Instant }>
>;

export const historyShapes = ['fan-out', 'long', 'mixed'] as const;
export type HistoryShape = (typeof historyShapes)[number];

const startMs = Date.UTC(2026, 10, 1, 8);
const fanOutWidth = 5000;
const longActivities = 10_000;
const mixedRounds = 863;
const functionNames = ['ReserveStock', 'ChargeCard', 'PrintLabel', 'SendMail', 'UpdateLedger'] as const;

function failureDetails(attempt: number): string {
  return JSON.stringify({
    ErrorType: 'System.TimeoutException',
    ErrorMessage: `attempt ${attempt} did not answer in time`,
    StackTrace: '   at Orders.Stock.Reserve()\n   at Orders.Run()',
    InnerFailure: null,
    IsNonRetriable: false,
  });
}

/** Writes events as the engine orders them: what woke a turn behind its start, what it asked for behind that. */
class HistoryWriter {
  readonly rows: HistoryColumns[] = [];
  private nowMs = startMs;
  private nextId = 0;

  constructor(readonly random: Random) {}

  private write(eventType: string, columns: HistoryColumns): void {
    this.nowMs += 0.2;
    const { EventId = -1, ...rest } = columns;
    const at = { type: 'DateTime', value: msToInstant(this.nowMs) } as const;
    this.rows.push({ ...rest, EventId, IsPlayed: false, _Timestamp: at, EventType: eventType });
  }

  pass(ms: number): Instant {
    this.nowMs += ms;
    return msToInstant(this.nowMs);
  }

  after(ms: number): Instant {
    return msToInstant(this.nowMs + ms);
  }

  turn(inside: () => void): void {
    this.write('OrchestratorStarted', {});
    inside();
    this.write('OrchestratorCompleted', {});
  }

  started(name: string): void {
    this.write('ExecutionStarted', { Name: name, Version: '', Input: '{"seeded":true}', Generation: 0 });
  }

  ended(): void {
    this.write('ExecutionCompleted', {
      EventId: this.nextId,
      OrchestrationStatus: 'Completed',
      Result: '"done"',
    });
  }

  activity(name: string): number {
    const input = JSON.stringify({ order: between(this.random, 1, 99_999), sku: 'boots' });
    this.write('TaskScheduled', { EventId: this.nextId, Name: name, Version: '', Input: input });
    return this.nextId++;
  }

  activityDone(id: number): void {
    const Result = JSON.stringify({ ok: true, label: `1Z-${between(this.random, 100_000, 999_999)}` });
    this.write('TaskCompleted', { TaskScheduledId: id, Result });
  }

  activityFailed(id: number, attempt: number): void {
    const FailureDetails = failureDetails(attempt);
    this.write('TaskFailed', { TaskScheduledId: id, Reason: 'Task failed', FailureDetails });
  }

  timer(ms: number): number {
    const fireAt = { type: 'DateTime', value: this.after(ms) } as const;
    this.write('TimerCreated', { EventId: this.nextId, FireAt: fireAt });
    return this.nextId++;
  }

  timerFired(id: number): void {
    const fireAt = { type: 'DateTime', value: this.after(0) } as const;
    this.write('TimerFired', { TimerId: id, FireAt: fireAt });
  }

  child(instanceId: string): number {
    this.write('SubOrchestrationInstanceCreated', {
      EventId: this.nextId,
      Name: 'ShipOrder',
      Version: '',
      InstanceId: instanceId,
      Input: '{"parcels":1}',
    });
    return this.nextId++;
  }

  childDone(id: number): void {
    this.write('SubOrchestrationInstanceCompleted', { TaskScheduledId: id, Result: '{"shipped":true}' });
  }

  raised(name: string): void {
    this.write('EventRaised', { Name: name, Input: '{"approved":true}' });
  }
}

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
  const writer = new HistoryWriter(seededRandom(shape));
  writers[shape](writer);
  return writer.rows;
}
