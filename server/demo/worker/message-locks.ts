import type { QueueMessage } from './queue-message.ts';
import type { Log } from './hub-context.ts';

/** Keeps messages hidden from others for as long as this worker holds them. */
export interface MessageLocks {
  hold(message: QueueMessage): void;
  letGo(message: QueueMessage): void;
  stop(): void;
}

export function keepHidden(visibilitySeconds: number, log: Log): MessageLocks {
  const held = new Set<QueueMessage>();
  const renewAll = () => {
    for (const message of held) {
      message.renew().catch((error: unknown) => {
        log('A message could not be kept hidden.', error);
      });
    }
  };
  const timer = setInterval(renewAll, (visibilitySeconds * 1000) / 2);
  return {
    hold: (message) => held.add(message),
    letGo: (message) => held.delete(message),
    stop: () => {
      clearInterval(timer);
    },
  };
}
