import type { Logger } from 'pino';
import type { Backlog } from '../../shared/contract/backlog.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { reportFailure } from '../failure-report.ts';
import { FunctionSampler } from '../functions/function-sampler.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { createQueueWatch } from '../queues/queue-watch.ts';
import type { QueueWatch } from '../task-hub/queue-watch.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';

/** A task hub together with the index that follows it. */
export interface OpenHub {
  /** `<connection>~<task hub>` */
  readonly key: string;
  readonly isEmbedded: boolean;
  /** Why nothing may be written through its connection; `null` = it may. */
  readonly readOnlyReason: string | null;
  readonly hub: TaskHub;
  readonly index: InstanceIndex;
  readonly queues: QueueWatch;
  readonly functions: FunctionSampler;
  /** At most two seconds old, so that many viewers cost one read; `readAt` says when it was. */
  readBacklog(): Promise<Backlog>;
  /** Tells the index what was just read of an instance, `null` = it is gone. Nobody waits for it and it does not fail. */
  correctIndex(instanceId: string, row: InstanceRow | null): void;
  /** For work that no request waits for any more. */
  readonly logFailure: (error: unknown) => void;
}

type Parts = Pick<OpenHub, 'key' | 'isEmbedded' | 'readOnlyReason' | 'hub' | 'index'>;

export function createOpenHub(parts: Parts, logger: Logger): OpenHub {
  const logFailure = (error: unknown) =>
    logger.warn({ failure: reportFailure(error), hub: parts.key }, 'background work failed');
  const { hub, index } = parts;
  const queues = createQueueWatch({ hub, index, onFailure: logFailure });
  return {
    ...parts,
    queues,
    functions: new FunctionSampler({ hub: parts.hub, index: parts.index, logFailure }),
    readBacklog: async () => (await queues.read()).backlog,
    correctIndex(instanceId, row) {
      (row === null ? index.drop(instanceId) : index.apply(row)).catch(logFailure);
    },
    logFailure,
  };
}
