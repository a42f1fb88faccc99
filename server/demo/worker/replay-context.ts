import { msToInstant, instantToMs, type Instant } from '../../../shared/domain/instant.ts';
import type { EntityRef, OrchestrationContext, RetryPolicy, Task } from './definitions.ts';
import { EntityCalls } from './entity-calls.ts';
import { ExternalEvents } from './external-events.ts';
import type { InstanceKey, Tags } from './history-event.ts';
import { toJsonText } from './json-record.ts';
import { ActionLog } from './replay-actions.ts';
import { allOf, anyOf, withRetry, type ReplayTask } from './replay-task.ts';

/** Marks a child whose parent neither waits for it nor hears of its end. */
export const fireAndForgetTag = 'FireAndForget';

type ChildOptions = { instanceId?: string; version?: string; retry?: RetryPolicy } | undefined;

/** What orchestrator code sees; every call becomes an action that the replay compares with the history. */
export class ReplayContext implements OrchestrationContext {
  now: Instant = '';
  customStatus: string | null = null;
  /** JSON text of the next execution's input, once the orchestrator asked for one. */
  nextInput: { readonly text: string | null } | null = null;
  readonly log = new ActionLog();
  readonly events = new ExternalEvents();
  readonly entities: EntityCalls;

  constructor(
    private readonly self: InstanceKey,
    readonly version: string,
  ) {
    this.entities = new EntityCalls(self, this.log);
  }

  get instanceId(): string {
    return this.self.instanceId;
  }

  callActivity(name: string, input?: unknown, retry?: RetryPolicy): ReplayTask {
    // The engine's activities take an argument list.
    const text = JSON.stringify([input ?? null]);
    const attempt = () => this.log.open({ kind: 'activity', name, input: text });
    return this.#retried(attempt, retry);
  }

  callSubOrchestrator(name: string, input?: unknown, options?: ChildOptions): ReplayTask {
    return this.#retried(() => this.log.open(this.#child(name, input, options)), options?.retry);
  }

  startSubOrchestrator(name: string, input: unknown, instanceId: string): void {
    this.log.add(this.#child(name, input, { instanceId }, { [fireAndForgetTag]: '' }));
  }

  createTimer(fireAt: Instant): ReplayTask & { cancel(): void } {
    const timer = this.log.open({ kind: 'timer', fireAt });
    return Object.assign(timer, {
      cancel: () => {
        this.log.forget(timer);
      },
    });
  }

  waitForEvent(name: string): ReplayTask {
    return this.events.waitFor(name);
  }

  all(tasks: readonly Task[]): ReplayTask {
    return allOf(tasks);
  }

  any(tasks: readonly Task[]): ReplayTask {
    return anyOf(tasks);
  }

  callEntity(entity: EntityRef, operation: string, input?: unknown): ReplayTask {
    return this.entities.call(entity, operation, input, this.now);
  }

  signalEntity(entity: EntityRef, operation: string, input?: unknown, due?: Instant): void {
    this.entities.signal(entity, { operation, input, due: due ?? null }, this.now);
  }

  lockEntities(entities: readonly EntityRef[]): ReplayTask {
    return this.entities.lock(entities, this.now);
  }

  releaseLocks(): void {
    this.entities.release();
  }

  sendEvent(instanceId: string, name: string, data?: unknown): void {
    this.log.add({ kind: 'event', instanceId, name, input: toJsonText(data) });
  }

  setCustomStatus(status: unknown): void {
    this.customStatus = toJsonText(status);
  }

  continueAsNew(input: unknown): void {
    this.nextInput = { text: toJsonText(input) };
  }

  #retried(attempt: () => ReplayTask, retry: RetryPolicy | undefined): ReplayTask {
    if (retry === undefined) return attempt();
    const delay = (ms: number) => this.createTimer(msToInstant(instantToMs(this.now) + ms));
    return withRetry(attempt, delay, retry);
  }

  #child(name: string, input: unknown, options: ChildOptions, tags: Tags | null = null) {
    return {
      kind: 'child',
      name,
      version: options?.version ?? '',
      instanceId: options?.instanceId ?? `${this.self.executionId ?? ''}:${this.log.peekId}`,
      input: toJsonText(input),
      tags,
    } as const;
  }
}
