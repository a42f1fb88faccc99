import type { Registry } from './definitions.ts';
import type { CachedHistory } from './history-cache.ts';
import type { HubStorage } from './hub-storage.ts';
import type { InstanceStore } from './instance-store.ts';
import type { MessageSender } from './message-sender.ts';
import type { TurnSource } from './orchestration-turn.ts';
import type { PayloadBlobs } from './payload-blobs.ts';

export type Log = (message: string, error?: unknown) => void;

/** What the parts of one running worker share. */
export interface HubContext {
  readonly registry: Registry;
  readonly storage: HubStorage;
  readonly blobs: PayloadBlobs;
  readonly history: CachedHistory;
  readonly instances: InstanceStore;
  readonly sender: MessageSender;
  readonly source: TurnSource;
  readonly visibilitySeconds: number;
  readonly log: Log;
}
