import type { HistoryEvent } from '../../contract/history.ts';
import type { ExecutionModel } from './execution-model.ts';

/** Takes in a history in parts; every part and order of parts of the same rows gives the same model. */
export class ExecutionBuilder {
  private readonly events: HistoryEvent[] = [];

  add(events: readonly HistoryEvent[]): void {
    this.events.push(...events);
  }

  /** What is known so far. Steps that did not change since the last call are the same objects. */
  model(): ExecutionModel {
    return {
      name: null,
      version: null,
      parent: null,
      input: null,
      createdAt: null,
      startedAt: null,
      end: null,
      steps: [],
      turns: [],
      fanOuts: [],
      marks: [],
      isSuspended: false,
      oddRows: [],
      sizes: { rows: 0, payloadBytes: 0, unknownSizes: 0, byEventType: [], byFunction: [] },
      eventCount: this.events.length,
      lastEventAt: null,
      stepOfRow: new Map(),
    };
  }
}

export function buildExecution(events: readonly HistoryEvent[]): ExecutionModel {
  const builder = new ExecutionBuilder();
  builder.add(events);
  return builder.model();
}
