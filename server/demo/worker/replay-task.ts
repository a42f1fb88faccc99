import type { RetryPolicy, Task } from './definitions.ts';
import { TaskFailure } from './definitions.ts';

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** A task whose outcome is known once its event has been replayed; listeners run at once, in order. */
export class ReplayTask implements Task {
  #outcome: Outcome | null = null;
  #listeners: (() => void)[] = [];

  get isDone(): boolean {
    return this.#outcome !== null;
  }

  get outcome(): Outcome | null {
    return this.#outcome;
  }

  resolve(value: unknown): void {
    this.#settle({ value });
  }

  reject(error: unknown): void {
    this.#settle({ error });
  }

  follow(other: ReplayTask): void {
    other.onDone(() => {
      if (other.outcome !== null) this.#settle(other.outcome);
    });
  }

  onDone(listener: () => void): void {
    if (this.isDone) listener();
    else this.#listeners.push(listener);
  }

  #settle(outcome: Outcome): void {
    if (this.isDone) return;
    this.#outcome = outcome;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

function replayTasks(tasks: readonly Task[]): ReplayTask[] {
  return tasks.map((task) => {
    if (task instanceof ReplayTask) return task;
    throw new TypeError('only tasks of the orchestration context can be waited for');
  });
}

export function allOf(tasks: readonly Task[]): ReplayTask {
  const all = new ReplayTask();
  const members = replayTasks(tasks);
  let open = members.length;
  if (open === 0) all.resolve([]);
  for (const member of members) {
    member.onDone(() => {
      open -= 1;
      if (member.outcome !== null && 'error' in member.outcome) all.reject(member.outcome.error);
      else if (open === 0) all.resolve(members.map((task) => valueOf(task)));
    });
  }
  return all;
}

function valueOf(task: ReplayTask): unknown {
  return task.outcome !== null && 'value' in task.outcome ? task.outcome.value : undefined;
}

export function anyOf(tasks: readonly Task[]): ReplayTask {
  const any = new ReplayTask();
  for (const member of replayTasks(tasks)) {
    member.onDone(() => {
      any.resolve(member);
    });
  }
  return any;
}

/**
 * Repeats `attempt` with a timer between the attempts. As in the engine, the last failed attempt is followed by
 * a timer of no delay before the failure surfaces.
 */
export function withRetry(
  attempt: () => ReplayTask,
  delay: (ms: number) => ReplayTask,
  policy: RetryPolicy,
): ReplayTask {
  const outer = new ReplayTask();
  const run = (count: number) => {
    const inner = attempt();
    inner.onDone(() => {
      const { outcome } = inner;
      if (outcome === null || 'value' in outcome || isNonRetriable(outcome.error)) {
        outer.follow(inner);
        return;
      }
      const isLast = count >= policy.maxAttempts;
      const delayMs = isLast ? 0 : policy.firstDelayMs * (policy.backoff ?? 1) ** (count - 1);
      delay(delayMs).onDone(() => {
        if (isLast) outer.follow(inner);
        else run(count + 1);
      });
    });
  };
  run(1);
  return outer;
}

function isNonRetriable(error: unknown): boolean {
  return error instanceof TaskFailure && error.failure.isNonRetriable;
}
