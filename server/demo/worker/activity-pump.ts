import { failureFromError } from './failure-details.ts';
import { newEvent, type EventFields, type HistoryEvent } from './history-event.ts';
import type { HubContext } from './hub-context.ts';
import { fromJsonText, toJsonText } from './json-record.ts';
import type { MessageLocks } from './message-locks.ts';
import { startPoller, type Poller } from './polling.ts';
import { receiveMessages, type QueueMessage } from './queue-message.ts';

export interface ActivityPump {
  wake(): void;
  /** Tells running activities to end, waits a little, and gives the unfinished ones back. */
  stop(): Promise<void>;
}

interface PumpOptions {
  readonly maxConcurrent: number;
  readonly locks: MessageLocks;
  /** How long activities may take to end once they have been told. */
  readonly drainMs: number;
  readonly onDone: () => void;
}

/** Activities get the first of the engine's argument list. */
function argumentOf(input: string | null | undefined): unknown {
  const parsed = fromJsonText(input);
  return Array.isArray(parsed) ? (parsed[0] as unknown) : parsed;
}

async function outcomeOf(
  context: HubContext,
  scheduled: HistoryEvent,
  run: { instanceId: string; signal: AbortSignal },
): Promise<HistoryEvent | null> {
  const activity = context.registry.activities[scheduled.name ?? ''];
  if (activity === undefined) return null;
  const taskScheduledId = scheduled.eventId;
  const done = (type: 'TaskCompleted' | 'TaskFailed', fields: EventFields) =>
    newEvent(type, context.source.now(), { taskScheduledId, ...fields });
  try {
    const value = await activity(argumentOf(scheduled.input), run);
    return done('TaskCompleted', { result: toJsonText(value) });
  } catch (error) {
    const failureDetails = failureFromError(error);
    return done('TaskFailed', { reason: failureDetails.errorMessage, failureDetails });
  }
}

async function runActivity(context: HubContext, item: QueueMessage, signal: AbortSignal): Promise<void> {
  const { event, target, episode } = item.message;
  const outcome = await outcomeOf(context, event, { instanceId: target.instanceId, signal });
  if (outcome === null) {
    context.log(`No activity is registered as '${event.name ?? ''}'; the call will come back.`);
    await item.abandon();
  } else if (signal.aborted) {
    // What it returned or threw may be due to the worker's end, not to its own work.
    await item.release();
  } else {
    await context.sender.send({ event: outcome, target }, { instance: target, episode });
    await item.delete();
  }
}

export function startActivityPump(context: HubContext, options: PumpOptions): ActivityPump {
  const { maxConcurrent, locks, drainMs, onDone } = options;
  const { workItems } = context.storage;
  const ending = new AbortController();
  const running = new Map<QueueMessage, Promise<void>>();

  async function handle(item: QueueMessage): Promise<void> {
    try {
      await runActivity(context, item, ending.signal);
    } catch (error) {
      context.log(`The outcome of activity '${item.message.event.name ?? ''}' could not be sent.`, error);
      await item.abandon();
    }
  }

  function start(item: QueueMessage): void {
    locks.hold(item);
    const work = handle(item)
      .catch((error: unknown) => {
        context.log('A work item could not be given back.', error);
      })
      .finally(() => {
        locks.letGo(item);
        running.delete(item);
        onDone();
      });
    running.set(item, work);
  }

  const poller: Poller = startPoller({
    async poll() {
      const max = maxConcurrent - running.size;
      if (max <= 0) return false;
      const { visibilitySeconds } = context;
      const { readable } = await receiveMessages(workItems, context.blobs, { max, visibilitySeconds });
      for (const item of readable) start(item);
      return readable.length > 0;
    },
    onError: (error) => {
      context.log(`Queue '${workItems.name}' could not be read.`, error);
    },
  });

  return {
    wake: () => {
      poller.wake();
    },
    async stop() {
      await poller.stop();
      ending.abort();
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, drainMs);
      });
      await Promise.race([Promise.all(running.values()), timeUp]);
      clearTimeout(timer);
      await Promise.all([...running.keys()].map((item) => item.release()));
    },
  };
}
