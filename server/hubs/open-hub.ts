import type { Backlog } from '../../shared/contract/backlog.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';

/** A task hub together with the index that follows it. */
export interface OpenHub {
  /** `<connection>~<task hub>` */
  readonly key: string;
  readonly isEmbedded: boolean;
  readonly hub: TaskHub;
  readonly index: InstanceIndex;
  /** At most a few seconds old, so that many viewers cost one read; `readAt` says when it was. */
  readBacklog(): Promise<Backlog>;
}
