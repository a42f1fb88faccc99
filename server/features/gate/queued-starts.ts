import type { GateReason } from '../../../shared/contract/gate.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';

function isStart(
  { eventType, name }: { eventType: string | null; name: string | null },
  names: readonly string[] | null,
) {
  return eventType === 'ExecutionStarted' && (names === null || name === null || names.includes(name));
}

/** Children that were asked for have no row before their first turn: only the message in a queue tells of them. */
export async function queuedStarts(
  open: Pick<OpenHub, 'queues'>,
  names: readonly string[] | null,
): Promise<GateReason[]> {
  try {
    const { messages } = await open.queues.read();
    const count = [...messages.values()].flat().filter((message) => isStart(message, names)).length;
    if (count === 0) return [];
    const text = `${count === 1 ? '1 start waits' : `${count} starts wait`} in the control queues.`;
    return [{ code: 'queued-starts', text, count, q: null }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const text = `The control queues cannot be read: ${error.message}`;
    return [{ code: 'not-current', text, count: null, q: null }];
  }
}
