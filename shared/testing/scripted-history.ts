import type { HistoryEvent } from '../contract/history.ts';
import { makeHistoryEvent } from './history.ts';

/** Writes a history turn by turn, as an engine would. */
export class ScriptedHistory {
  readonly events: HistoryEvent[] = [];
  #nextEventId = 0;

  /** One turn: what came in, then what is asked for. Answers the event ids of what was asked for. */
  turn(takesIn: readonly Partial<HistoryEvent>[], asks: readonly Partial<HistoryEvent>[]): number[] {
    this.#write({ eventType: 'OrchestratorStarted' });
    if (this.events.length === 1) this.#write({ eventType: 'ExecutionStarted', name: 'Flow' });
    for (const event of takesIn) this.#write(event);
    const ids = asks.map((event) => {
      const eventId = this.#nextEventId++;
      this.#write({ eventId, ...event });
      return eventId;
    });
    this.#write({ eventType: 'OrchestratorCompleted' });
    return ids;
  }

  end(takesIn: readonly Partial<HistoryEvent>[], orchestrationStatus = 'Completed'): HistoryEvent[] {
    this.turn(takesIn, [{ eventType: 'ExecutionCompleted', orchestrationStatus }]);
    return this.events;
  }

  #write(event: Partial<HistoryEvent>): void {
    this.events.push(makeHistoryEvent({ ordinal: this.events.length, ...event }));
  }
}

export function activity(name: string): Partial<HistoryEvent> {
  return { eventType: 'TaskScheduled', name };
}

export function completed(taskScheduledId: number): Partial<HistoryEvent> {
  return { eventType: 'TaskCompleted', taskScheduledId };
}

export function failed(taskScheduledId: number): Partial<HistoryEvent> {
  return { eventType: 'TaskFailed', taskScheduledId };
}

export function child(name: string, instanceId: string): Partial<HistoryEvent> {
  return { eventType: 'SubOrchestrationInstanceCreated', name, instanceId };
}

export function childCompleted(taskScheduledId: number): Partial<HistoryEvent> {
  return { eventType: 'SubOrchestrationInstanceCompleted', taskScheduledId };
}

export function timer(): Partial<HistoryEvent> {
  return { eventType: 'TimerCreated', fireAt: '2026-11-21T12:00:00.0000000Z' };
}

export function fired(timerId: number): Partial<HistoryEvent> {
  return { eventType: 'TimerFired', timerId };
}

export function raised(name: string): Partial<HistoryEvent> {
  return { eventType: 'EventRaised', name };
}
