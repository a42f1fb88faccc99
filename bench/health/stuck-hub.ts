import type { InstanceRow } from '../../shared/contract/instances.ts';
import { instantToMs, type Instant } from '../../shared/domain/instant.ts';
import type { HistoryWriter } from '../history-writer.ts';
import type { PreloadedRow } from '../preloaded-azurite.ts';
import { instanceTableRow } from '../seed-azurite.ts';
import { seedInstances, type SeededInstance } from '../seed-rows.ts';
import { execution, tableRows } from './seeded-execution.ts';

const hourMs = 3_600_000;

type Cause = (writer: HistoryWriter) => void;

/** What the orchestrators of a name are stuck in, the same for all of the name. */
const causes: readonly [Cause, ...Cause[]] = [
  // An event that does not come.
  () => undefined,
  // An activity that does not end.
  (writer) => writer.turn(() => writer.activity('CallWarehouse')),
  // A timer that nobody fired.
  (writer) => writer.turn(() => writer.timer(hourMs)),
  // An attempt after many.
  (writer) => {
    let id = -1;
    writer.turn(() => (id = writer.activity('ChargeCard')));
    for (let attempt = 1; attempt <= 3; attempt++) {
      let timer = -1;
      writer.pass(500);
      writer.turn(() => {
        writer.activityFailed(id, attempt);
        timer = writer.timer(1_000);
      });
      writer.pass(1_000);
      writer.turn(() => {
        writer.timerFired(timer);
        id = writer.activity('ChargeCard');
      });
    }
  },
  // A child that is not there.
  (writer) => writer.turn(() => writer.child(`gone-${writer.random()}`)),
];

function causeOf(name: string): Cause {
  const sum = Buffer.from(name).reduce((total, byte) => total + byte, 0);
  return causes[sum % causes.length] ?? causes[0];
}

function isOpenOrchestration({ kind, runtimeStatus }: InstanceRow): boolean {
  return kind === 'orchestration' && runtimeStatus === 'Running';
}

function* rowsOf(hub: string, seeded: SeededInstance): Generator<PreloadedRow> {
  const { row } = seeded;
  const { instanceId, name, createdAt } = row;
  if (isOpenOrchestration(row) && name !== null && createdAt !== null) {
    const { version, tags } = row;
    const stuck = execution(
      { instanceId, name, startMs: instantToMs(createdAt), row: { version, tags } },
      (writer) => {
        writer.turn(() => writer.started(name));
        causeOf(name)(writer);
      },
    );
    yield* tableRows(hub, stuck);
  } else yield instanceTableRow(hub, seeded);
}

/** A hub after a month of work in which some stand still, for reasons that go with their names. */
export function* stuckHubRows(hub: string, count: number, endsAt: Instant): Generator<PreloadedRow> {
  let pending = 0;
  for (const seeded of seedInstances({ count, endsAt })) {
    const { row } = seeded;
    // Of those that have not begun, every third was due at once.
    const isDue = row.runtimeStatus === 'Pending' && pending++ % 3 === 0;
    yield* rowsOf(hub, isDue ? { ...seeded, row: { ...row, scheduledStartAt: null } } : seeded);
  }
}
