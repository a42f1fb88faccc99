import { Counter, type Registry } from 'prom-client';

/** Lifecycle events of Event Grid, counted since the process began. */
export interface EventReading {
  readonly hubs: readonly (readonly [
    hub: string,
    counts: { received: number; read: number; joined: number },
  ])[];
  readonly refused: readonly (readonly [
    connection: string,
    refusals: { readonly byCause: ReadonlyMap<string, number> },
  ])[];
}

/** Read when they are asked for: whoever counts knows nothing of metrics. */
export function eventMetrics(registry: Registry, read: () => EventReading): void {
  new Counter({
    name: 'durascope_event_grid_events_total',
    help: 'Lifecycle events of task hubs; those joined waited for the same instance as one before.',
    labelNames: ['hub', 'result'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [hub, { received, read: instances, joined }] of read().hubs) {
        this.inc({ hub, result: 'received' }, received);
        this.inc({ hub, result: 'joined' }, joined);
        this.inc({ hub, result: 'instance-read' }, instances);
      }
    },
  });
  new Counter({
    name: 'durascope_event_grid_refused_total',
    help: 'Lifecycle events and requests that were refused, by connection and cause.',
    labelNames: ['connection', 'cause'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [connection, { byCause }] of read().refused) {
        for (const [cause, count] of byCause) this.inc({ connection, cause }, count);
      }
    },
  });
}
