import type { InstanceRow } from '../shared/contract/instances.ts';
import { summariseFailure } from '../shared/domain/failure-summary.ts';
import { parseEntityId } from '../shared/domain/instance-id.ts';
import { instantToMs, type Instant } from '../shared/domain/instant.ts';
import { parentExecutionIdOf } from '../shared/domain/parent-of-id.ts';
import { isTerminal, type RuntimeStatus } from '../shared/domain/runtime-status.ts';
import { between, seededRandom, type Random } from '../server/demo/samples/seeded-random.ts';
import { partitionOf } from '../server/providers/azure-storage/format/control-queue.ts';
import { customStatusOf, failureText, pickWorkflow, tagsOf, type WorkflowSpec } from './seed-mix.ts';

const dayMs = 86_400_000;
const days = 30;
const partitionCount = 4;
/** Executions whose children may still come. */
const parentsKept = 500;

export interface SeedOptions {
  readonly count: number;
  /** The same seed gives the same rows. */
  readonly seed?: string;
  /** The moment at which the hub is looked at: the rows cover the 30 days before. */
  readonly endsAt: Instant;
}

export interface SeededInstance {
  readonly row: InstanceRow;
  readonly input: string;
  readonly output: string | null;
}

function hexDigits(random: Random, count: number): string {
  let text = '';
  while (text.length < count) {
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, count);
}

function toInstant(ms: number, random: Random): Instant {
  const fraction = String(between(random, 0, 9999)).padStart(4, '0');
  return `${new Date(ms).toISOString().slice(0, 23)}${fraction}Z`;
}

/** Logarithms of durations are spread like the normal distribution. */
function durationMs(random: Random, { medianSeconds, spread }: WorkflowSpec): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return 1000 * medianSeconds * Math.exp(spread * normal);
}

/** More by day than by night, less at weekends. */
function startMs(random: Random, endMs: number): number {
  for (;;) {
    const ms = endMs - random() * days * dayMs;
    const at = new Date(ms);
    const byHour = 0.55 - 0.45 * Math.cos((2 * Math.PI * (at.getUTCHours() - 2)) / 24);
    const byDay = at.getUTCDay() % 6 === 0 ? 0.5 : 1;
    if (random() < byHour * byDay) return ms;
  }
}

/** Gives out ids; each once. */
class IdSource {
  private readonly counters = new Map<string, number>();
  private readonly parents: { executionId: string; children: number }[] = [];

  constructor(private readonly random: Random) {}

  noteExecution(executionId: string): void {
    this.parents[this.next('parents') % parentsKept] = { executionId, children: 0 };
  }

  idFor({ ids, prefix, name }: WorkflowSpec, ms: number): string {
    const day = new Date(ms).toISOString().slice(0, 10);
    switch (ids) {
      case 'dated':
        return `${prefix}-${day.replaceAll('-', '')}-${this.numbered(prefix + day, 6)}`;
      case 'numbered':
        return `${prefix}-${this.next(prefix)}`;
      case 'path':
        return `${prefix}/${day}/${this.numbered(prefix + day, 4)}`;
      case 'entity':
        return `@${name}@${name}-${this.next(name)}`;
      case 'guid':
        return hexDigits(this.random, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      case 'child':
        return this.childId();
      case 'hex':
        return hexDigits(this.random, 32);
    }
  }

  private next(counter: string): number {
    const number = (this.counters.get(counter) ?? 0) + 1;
    this.counters.set(counter, number);
    return number;
  }

  private numbered(counter: string, digits: number): string {
    return String(this.next(counter)).padStart(digits, '0');
  }

  private childId(): string {
    const parent = this.parents[between(this.random, 0, parentsKept - 1)];
    if (parent === undefined) return `${hexDigits(this.random, 32)}:0001`;
    parent.children++;
    return `${parent.executionId}:${parent.children.toString(16).padStart(4, '0')}`;
  }
}

function statusOf(random: Random, spec: WorkflowSpec, isOver: boolean): RuntimeStatus {
  if (spec.ids === 'entity') return 'Running';
  const drawn = random();
  if (!isOver) return drawn < 0.1 ? 'Suspended' : drawn < 0.25 ? 'Pending' : 'Running';
  if (drawn < spec.failedShare) return 'Failed';
  if (drawn > 0.99) return 'Terminated';
  // Some wait for something that never comes.
  return drawn > 0.983 ? 'Running' : 'Completed';
}

function outputOf(random: Random, status: RuntimeStatus): string | null {
  if (status === 'Failed') return failureText(random);
  if (status === 'Terminated') return 'no longer wanted';
  return status === 'Completed' ? `{"total":${between(random, 1, 5000)}}` : null;
}

function seedOne(random: Random, ids: IdSource, endMs: number): SeededInstance {
  const spec = pickWorkflow(random);
  const createdMs = startMs(random, endMs);
  const overMs = createdMs + durationMs(random, spec);
  const runtimeStatus = statusOf(random, spec, overMs < endMs);
  const changedMs = isTerminal(runtimeStatus) ? overMs : Math.min(createdMs + random() * 60_000, endMs);
  const instanceId = ids.idFor(spec, createdMs);
  const executionId = hexDigits(random, 32);
  const isEntity = parseEntityId(instanceId) !== null;
  if (spec.name === 'OrderWorkflow') ids.noteExecution(executionId);
  const changedAt = toInstant(changedMs, random);
  const output = outputOf(random, runtimeStatus);
  const row: InstanceRow = {
    instanceId,
    kind: isEntity ? 'entity' : 'orchestration',
    name: spec.name,
    version: isEntity || random() < 0.6 ? '' : `1.${between(random, 0, 3)}`,
    runtimeStatus,
    createdAt: toInstant(createdMs, random),
    lastUpdatedAt: changedAt,
    completedAt: isTerminal(runtimeStatus) ? changedAt : null,
    scheduledStartAt: runtimeStatus === 'Pending' ? toInstant(endMs + random() * dayMs, random) : null,
    executionId,
    generation: 0,
    customStatus: isEntity ? '{"entityExists":true}' : customStatusOf(random),
    tags: isEntity ? null : tagsOf(random),
    partition: partitionOf(instanceId, partitionCount),
    entity: isEntity ? { exists: true, queueSize: 0, lockedBy: null } : null,
    failure: runtimeStatus === 'Failed' ? summariseFailure(output ?? '') : null,
    parentInstanceId: null,
    parentExecutionId: parentExecutionIdOf(instanceId),
    rowVersion: toInstant(changedMs + 5, random),
    problems: [],
  };
  return { row, input: `{"number":${between(random, 1, 1_000_000)}}`, output };
}

/** A hub after a month of work: skewed ids, days and nights, failures, open ends. */
export function* seedInstances({ count, seed = 'bench', endsAt }: SeedOptions): Generator<SeededInstance> {
  const random = seededRandom(seed);
  const ids = new IdSource(random);
  const endMs = instantToMs(endsAt);
  for (let i = 0; i < count; i++) yield seedOne(random, ids, endMs);
}
