import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Diagnosis, Finding } from '../../shared/contract/diagnosis.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { diagnoseInstanceOf } from './diagnose-instance.ts';
import type { HubFacts } from './hub-verdict-facts.ts';

/** Instances that one verdict looks at closely. */
const mostExamined = 40;
const atOnce = 6;
/** None is begun later; what is left is looked at by the next verdict. */
const beginWithinMs = 1_000;
/** Nor is a look waited for that takes longer: the next verdict has it. */
const waitMs = 1_500;
/** After that one is looked at again although its row is the same, once those are looked at that are not known. */
const rememberedForMs = 60_000;
/** What is late becomes broken with time alone. */
const delayRememberedForMs = 10_000;

export type Diagnose = (
  ...parts: Parameters<typeof diagnoseInstanceOf>
) => Promise<Pick<Diagnosis, 'findings'>>;

export interface Examined {
  readonly row: InstanceRow;
  /** The cause first; `null` = nothing is to be said about it. */
  readonly finding: Finding | null;
}

export interface Examination {
  /** By instance id. */
  readonly examined: ReadonlyMap<string, Examined>;
  readonly problems: readonly string[];
}

interface Remembered extends Examined {
  /** What the finding depends on beside time and the row. */
  readonly state: string;
  readonly atMs: number;
}

/** Who serves the partition, and what waits for the instance. */
function stateOf({ reading }: HubFacts, { instanceId, partition }: InstanceRow): string {
  const owner = reading?.backlog.partitions.find((one) => one.partition === partition)?.owner;
  const messages = [...(reading?.messages.values() ?? [])].flat();
  const own = messages.filter((message) => message.instanceId === instanceId);
  return JSON.stringify([owner?.workerId, owner?.lease, own.map(({ messageId }) => messageId)]);
}

function memoryMs({ finding }: Examined): number {
  return finding?.severity === 'delayed' ? delayRememberedForMs : rememberedForMs;
}

async function withinTime(work: Promise<void>): Promise<void> {
  const stop = new AbortController();
  const limit = delay(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([work, limit]);
  stop.abort();
}

/** Looks at instances closely, a bounded number a time, and remembers what it saw for as long as they do not change. */
export class Examiner {
  private remembered = new Map<string, Remembered>();

  constructor(
    private readonly open: OpenHub,
    private readonly diagnose: Diagnose,
  ) {}

  async examine(rows: readonly InstanceRow[], facts: HubFacts): Promise<Examination> {
    const beganAtMs = performance.now();
    const chosen = rows.slice(0, mostExamined).map((row) => ({ row, known: this.recall(row, facts) }));
    const kept = new Map(
      chosen.flatMap(({ row, known }) => (known === null ? [] : [[row.instanceId, known]])),
    );
    const problems = new Set<string>();
    const queue = new PQueue({ concurrency: atOnce });
    const look = async (row: InstanceRow): Promise<void> => {
      if (performance.now() - beganAtMs > beginWithinMs) return;
      const finding = await this.lookAt(row.instanceId, problems);
      if (finding === undefined) kept.delete(row.instanceId);
      else kept.set(row.instanceId, { row, finding, state: stateOf(facts, row), atMs: performance.now() });
    };
    const isUnknown = ({ known }: (typeof chosen)[number]) => known === null;
    const isOld = ({ known }: (typeof chosen)[number]) =>
      known !== null && beganAtMs - known.atMs >= memoryMs(known);
    for (const { row } of [...chosen.filter(isUnknown), ...chosen.filter(isOld)])
      void queue.add(() => look(row));
    this.remembered = kept;
    await withinTime(queue.onIdle());
    return { examined: new Map(kept), problems: [...problems] };
  }

  private recall(row: InstanceRow, facts: HubFacts): Remembered | null {
    const known = this.remembered.get(row.instanceId);
    if (known === undefined || known.row.rowVersion !== row.rowVersion) return null;
    // Queues that cannot be read are no sign of anything.
    return facts.reading === null || known.state === stateOf(facts, row) ? known : null;
  }

  /** `undefined` when it could not be looked at, or is gone. */
  private async lookAt(instanceId: string, problems: Set<string>): Promise<Finding | null | undefined> {
    try {
      const { findings } = await this.diagnose(this.open, instanceId, { withFamily: false });
      return findings[0] ?? null;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return undefined;
      if (!(error instanceof AppError)) this.open.logFailure(error);
      problems.add(
        error instanceof AppError ? error.message : 'An instance could not be looked at; the log says why.',
      );
      return undefined;
    }
  }
}
