import type { StartOptions, TrafficClient } from './traffic-client.ts';

interface RecordedStart extends StartOptions {
  readonly name: string;
}
interface RecordedMessage {
  readonly to: string;
  readonly event: string;
  readonly data: unknown;
}

/** A client that only writes down what it is told to send. */
export function recordingClient() {
  const starts: RecordedStart[] = [];
  const messages: RecordedMessage[] = [];
  const message = (to: string, event: string, data: unknown) =>
    Promise.resolve(messages.push({ to, event, data }));
  const client: TrafficClient = {
    start: (name, options) => Promise.resolve(starts.push({ name, ...options })),
    raiseEvent: (id, event, data) => message(id, event, data),
    signalEntity: ({ name, key }, operation, input) => message(`@${name}@${key}`, operation, input),
    terminate: (id, reason) => message(id, 'terminate', reason),
  };
  return { client, starts, messages };
}
