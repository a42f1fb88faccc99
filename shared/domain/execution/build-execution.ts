import type { HistoryEvent } from '../../contract/history.ts';
import { compareEvents, findSameRow, sortEvents } from './event-order.ts';
import { ExecutionFold } from './execution-fold.ts';
import type { ExecutionModel } from './execution-model.ts';
import { isSameValue } from './same-value.ts';

/** Takes in a history in parts; every part and order of parts of the same rows gives the same model. */
export class ExecutionBuilder {
  #events: HistoryEvent[] = [];
  #added: HistoryEvent[] = [];
  #fold = new ExecutionFold();
  #model: ExecutionModel | null = null;

  add(events: readonly HistoryEvent[]): void {
    for (const event of events) if (!event.isLeftover) this.#added.push(event);
  }

  /** What is known so far. Steps that did not change since the last call are the same objects. */
  model(): ExecutionModel {
    if (this.#model !== null && this.#added.length === 0) return this.#model;
    const added = sortEvents(this.#added).filter((event) => this.#isNews(event));
    this.#added = [];
    const [first] = added;
    const last = this.#events.at(-1);
    if (first !== undefined && last !== undefined && compareEvents(last, first) >= 0) this.#readAgain(added);
    else for (const event of added) this.#take(event);
    if (this.#model === null || added.length > 0) this.#model = this.#fold.snapshot();
    return this.#model;
  }

  #isNews(event: HistoryEvent): boolean {
    const last = this.#events.at(-1);
    if (last === undefined || compareEvents(last, event) < 0) return true;
    const known = findSameRow(this.#events, event);
    return known === undefined || !isSameValue(known, event);
  }

  #take(event: HistoryEvent): void {
    this.#events.push(event);
    this.#fold.take(event);
  }

  /** What a row means depends on the rows before it, so one that comes late changes what was read after it. */
  #readAgain(added: readonly HistoryEvent[]): void {
    const events = sortEvents([...this.#events, ...added]);
    this.#events = [];
    this.#fold = new ExecutionFold();
    for (const event of events) this.#take(event);
    if (this.#model !== null) this.#fold.reuse(this.#model);
  }
}

export function buildExecution(events: readonly HistoryEvent[]): ExecutionModel {
  const builder = new ExecutionBuilder();
  builder.add(events);
  return builder.model();
}
