import { z } from 'zod';
import { recordedTruth, type RecordedHub } from './recorded-hub.ts';

const text = z.string().nullable();

const state = z.object({
  OrchestrationInstance: z.object({ InstanceId: z.string(), ExecutionId: z.string() }),
  Name: z.string(),
  Version: z.string(),
  /** Position in the engine's list of statuses. */
  OrchestrationStatus: z.int(),
  CreatedTime: z.string(),
  LastUpdatedTime: z.string(),
  /** Year 1 = not completed. */
  CompletedTime: z.string(),
  ScheduledStartTime: text,
  Generation: z.int().nullable(),
  Input: text,
  Output: text,
  Status: text,
  Tags: z.record(z.string(), z.string()).nullable(),
});

/** Members differ by event type. */
const event = z.looseObject({ EventType: z.int(), EventId: z.int(), Timestamp: z.string() });

const entity = z.object({
  EntityId: z.object({ name: z.string(), key: z.string() }),
  LastModifiedTime: z.string(),
  BacklogQueueSize: z.int(),
  LockedBy: text,
  SerializedState: text,
});

const truth = z.object({
  states: z.array(state),
  /** By instance id. */
  histories: z.record(z.string(), z.array(event)),
  entities: z.array(entity),
});
export type Truth = z.output<typeof truth>;

/** What the engine's own client said of a recorded hub, with its own names and number formats. */
export function readTruth(hub: RecordedHub): Truth {
  return truth.parse(recordedTruth(hub));
}
