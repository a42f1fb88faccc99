import type { HistoryEvent } from './history-event.ts';
import { fromJsonText } from './json-record.ts';
import { ReplayTask } from './replay-task.ts';

/** Events by name, whatever the case: they wait for the orchestrator, or it waits for them. */
export class ExternalEvents {
  #arrived: HistoryEvent[] = [];
  #waiting: { readonly name: string; readonly task: ReplayTask }[] = [];

  /** Events nobody asked for, in order of arrival. */
  get unread(): readonly HistoryEvent[] {
    return this.#arrived;
  }

  waitFor(name: string): ReplayTask {
    const task = new ReplayTask();
    const key = name.toLowerCase();
    const event = this.#arrived.find((candidate) => keyOf(candidate) === key);
    if (event === undefined) {
      this.#waiting.push({ name: key, task });
    } else {
      this.#arrived = this.#arrived.filter((candidate) => candidate !== event);
      task.resolve(fromJsonText(event.input));
    }
    return task;
  }

  raise(event: HistoryEvent): void {
    const waiter = this.#waiting.find(({ name }) => name === keyOf(event));
    if (waiter === undefined) {
      this.#arrived.push(event);
      return;
    }
    this.#waiting = this.#waiting.filter((candidate) => candidate !== waiter);
    waiter.task.resolve(fromJsonText(event.input));
  }
}

function keyOf(event: HistoryEvent): string {
  return (event.name ?? '').toLowerCase();
}
