import { instantToMs, msToInstant } from '../../../shared/domain/instant.ts';
import type { EntityRef, OrchestrationContext, Registry, RetryPolicy, Task } from '../worker/definitions.ts';

/** What the world does to an orchestrator under test. Times are milliseconds of a made-up clock that starts at 0. */
export interface Script {
  readonly input?: unknown;
  readonly version?: string;
  /** Results by activity or child name; a function that throws fails the attempt. Unnamed ones answer `null`. */
  readonly answers?: Readonly<Record<string, (input: unknown, attempt: number) => unknown>>;
  readonly events?: readonly { readonly atMs: number; readonly name: string; readonly data?: unknown }[];
  /** State by `name/key`; calls and signals run the sample's own entities on it. */
  readonly entities?: Record<string, unknown>;
}

interface SampleRun {
  readonly outcome: 'completed' | 'failed' | 'waiting' | 'continued';
  /** Output, error, or the input of the next execution. */
  readonly result: unknown;
  readonly endedAtMs: number;
  /** Timers that still run when the orchestrator ended. */
  readonly openTimers: number;
  /** Every call in order, such as `ChargeCard` or, for its second attempt, `ChargeCard#2`. */
  readonly log: readonly string[];
  readonly statuses: readonly unknown[];
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

class ScriptedTask implements Task {
  outcome: Outcome | null = null;

  constructor(
    /** When it can be done at the earliest; `null` = that is up to others. */
    public dueMs: number | null,
    readonly poll: (nowMs: number) => Outcome | null,
  ) {}

  get isDone(): boolean {
    return this.outcome !== null;
  }
}

function scripted(task: Task): ScriptedTask {
  if (!(task instanceof ScriptedTask)) throw new TypeError('a task of another context');
  return task;
}

class World {
  nowMs = 0;
  readonly log: string[] = [];
  readonly statuses: unknown[] = [];
  readonly open = new Set<ScriptedTask>();
  nextInput: { readonly value: unknown } | null = null;
  private readonly inbox;

  constructor(
    private readonly registry: Registry,
    private readonly script: Script,
  ) {
    this.inbox = [...(script.events ?? [])].sort((a, b) => a.atMs - b.atMs);
  }

  add(dueMs: number | null, poll: ScriptedTask['poll']): ScriptedTask {
    const task = new ScriptedTask(dueMs, poll);
    this.open.add(task);
    return task;
  }

  at(dueMs: number, outcome: Outcome): ScriptedTask {
    return this.add(dueMs, (nowMs) => (nowMs >= dueMs ? outcome : null));
  }

  call(name: string, input: unknown, retry?: RetryPolicy, label = name): ScriptedTask {
    if (!(name in this.registry.activities || name in this.registry.orchestrators))
      throw new TypeError(`the sample calls ${name}, which it does not have`);
    let atMs = this.nowMs;
    let delayMs = retry?.firstDelayMs ?? 0;
    for (let attempt = 1; ; attempt += 1) {
      this.log.push(attempt === 1 ? label : `${label}#${attempt}`);
      try {
        return this.at(atMs, { value: this.script.answers?.[name]?.(input, attempt) ?? null });
      } catch (error) {
        if (attempt >= (retry?.maxAttempts ?? 1)) return this.at(atMs, { error });
      }
      atMs += delayMs;
      delayMs *= retry?.backoff ?? 1;
    }
  }

  operate(entity: EntityRef, operation: string, input: unknown): Outcome {
    const id = `${entity.name}/${entity.key}`;
    this.log.push(`${id} ${operation}`);
    const states = this.script.entities ?? {};
    const context = { key: entity.key, state: states[id], signalEntity: () => undefined };
    try {
      const value = this.registry.entities[entity.name]?.[operation]?.(context, input);
      states[id] = context.state;
      return { value };
    } catch (error) {
      return { error };
    }
  }

  takeEvent(name: string): Outcome | null {
    const at = this.inbox.findIndex((event) => event.atMs <= this.nowMs && event.name === name);
    if (at < 0) return null;
    return { value: this.inbox.splice(at, 1)[0]?.data };
  }

  /** Moves the clock until the task is done; false when nothing can happen any more. */
  advanceTo(task: ScriptedTask): boolean {
    for (;;) {
      // In the order of asking: parts before the whole, the first waiter before the second.
      for (const each of this.open) {
        each.outcome = each.poll(this.nowMs);
        if (each.isDone) this.open.delete(each);
      }
      if (task.isDone) return true;
      const moments = [...this.open].map(({ dueMs }) => dueMs).concat(this.inbox.map(({ atMs }) => atMs));
      const later = moments.filter((ms) => ms !== null).filter((ms) => ms > this.nowMs);
      if (later.length === 0) return false;
      this.nowMs = Math.min(...later);
    }
  }
}

function allOf(parts: readonly ScriptedTask[]): Outcome | null {
  const failed = parts.find(({ outcome }) => outcome && 'error' in outcome);
  if (failed) return failed.outcome;
  if (!parts.every(({ isDone }) => isDone)) return null;
  return { value: parts.map(({ outcome }) => outcome && 'value' in outcome && outcome.value) };
}

function contextOf(world: World, version: string): OrchestrationContext {
  return {
    instanceId: 'sample',
    version,
    get now() {
      return msToInstant(world.nowMs);
    },
    callActivity: (name, input, retry) => world.call(name, input, retry),
    callSubOrchestrator: (name, input, options) =>
      world.call(name, input, options?.retry, `${name} ${options?.instanceId ?? ''}`),
    startSubOrchestrator: (name, _input, instanceId) => world.log.push(`start ${name}(${instanceId})`),
    createTimer(fireAt) {
      const timer = world.at(instantToMs(fireAt), { value: undefined });
      return Object.assign(timer, { cancel: () => world.open.delete(timer) });
    },
    waitForEvent: (name) => world.add(null, () => world.takeEvent(name)),
    all: (tasks) => world.add(null, () => allOf(tasks.map(scripted))),
    any: (tasks) =>
      world.add(null, () => {
        const winner = tasks.find(({ isDone }) => isDone);
        return winner ? { value: winner } : null;
      }),
    callEntity: (entity, operation, input) => world.at(0, world.operate(entity, operation, input)),
    signalEntity: (entity, operation, input) => void world.operate(entity, operation, input),
    lockEntities(entities) {
      world.log.push(`lock ${entities.map(({ name, key }) => `${name}/${key}`).join(' ')}`);
      return world.at(0, { value: undefined });
    },
    releaseLocks: () => world.log.push('release'),
    sendEvent: (instanceId, name) => world.log.push(`send ${name} to ${instanceId}`),
    setCustomStatus: (status) => world.statuses.push(status),
    continueAsNew: (input) => (world.nextInput = { value: input }),
  };
}

/** Runs one orchestrator of a sample against a script, without a task hub and without waiting. */
export function runSample(registry: Registry, name: string, script: Script = {}): SampleRun {
  const world = new World(registry, script);
  const end = (outcome: SampleRun['outcome'], result: unknown): SampleRun => ({
    outcome,
    result,
    endedAtMs: world.nowMs,
    openTimers: [...world.open].filter(({ dueMs }) => dueMs !== null).length,
    log: world.log,
    statuses: world.statuses,
  });
  const orchestrator = registry.orchestrators[name];
  if (!orchestrator) throw new TypeError(`the sample has no orchestrator ${name}`);
  const steps = orchestrator(contextOf(world, script.version ?? ''), script.input);
  try {
    let step = steps.next();
    while (!step.done) {
      const task = scripted(step.value);
      if (!world.advanceTo(task)) return end('waiting', null);
      const outcome = task.outcome ?? { value: undefined };
      step = 'error' in outcome ? steps.throw(outcome.error) : steps.next(outcome.value);
    }
    return world.nextInput ? end('continued', world.nextInput.value) : end('completed', step.value);
  } catch (error) {
    return end('failed', error);
  }
}
