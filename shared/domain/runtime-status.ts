/** The engine's own words, in the order of its enum: the position is the number used in messages. */
export const runtimeStatuses = [
  'Running',
  'Completed',
  'ContinuedAsNew',
  'Failed',
  'Canceled',
  'Terminated',
  'Pending',
  'Suspended',
] as const;

/** `Unknown` stands for a text in storage that is none of the engine's words. */
export type RuntimeStatus = (typeof runtimeStatuses)[number] | 'Unknown';

const terminal: ReadonlySet<RuntimeStatus> = new Set(['Completed', 'Failed', 'Canceled', 'Terminated']);

export function isTerminal(status: RuntimeStatus): boolean {
  return terminal.has(status);
}

export function toRuntimeStatus(text: unknown): RuntimeStatus {
  return runtimeStatuses.find((status) => status === text) ?? 'Unknown';
}
