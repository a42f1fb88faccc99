import type { TaskHub, TaskHubRef } from '../../task-hub/task-hub.ts';
import { readAppLease } from './app-lease.ts';
import { readQueues } from './backlog.ts';
import { createCommands } from './commands.ts';
import { createPreviews } from './previews.ts';
import { findHistoryEvent, readHistory, scanHistory } from './history-read.ts';
import { scanHistoryTexts } from './history-texts.ts';
import type { HubStorage } from './hub-storage.ts';
import { readInstanceDetail } from './instance-detail.ts';
import { scanFailures } from './instance-failures.ts';
import { scanInstanceIds, scanInstances } from './instance-scan.ts';
import { createPartitionCounter } from './partition-count.ts';
import { readPayload, streamPayload } from './payloads.ts';
import { readStartTrace } from './start-trace.ts';
import { storageRequests } from './storage-requests.ts';
import { peekMessages } from './peek.ts';

export function openTaskHub(storage: HubStorage, ref: TaskHubRef): TaskHub {
  const partitionCount = createPartitionCounter(storage);
  return {
    ref,
    scanInstances: (request) => scanInstances(storage, request, partitionCount),
    scanInstanceIds: (request) => scanInstanceIds(storage, request),
    scanFailures: (request) => scanFailures(storage, request),
    getInstance: (id) => readInstanceDetail(storage, id, partitionCount),
    readHistory: (id, request) => readHistory(storage, id, request),
    scanHistory: (id, request) => scanHistory(storage, id, request),
    scanHistoryTexts: (id, signal) => scanHistoryTexts(storage, id, signal),
    findHistoryEvent: (id, type, timestamp) => findHistoryEvent(storage, id, type, timestamp),
    readStartTrace: (id) => readStartTrace(storage, id),
    readPayload: (id, payloadRef, maxChars) => readPayload(storage, id, payloadRef, maxChars),
    streamPayload: (id, payloadRef, signal) => streamPayload(storage, id, payloadRef, signal),
    readBacklog: async () => (await readQueues(storage)).backlog,
    readQueues: () => readQueues(storage),
    storageRequests: () => storageRequests(storage),
    readAppLease: () => readAppLease(storage),
    peekMessages: (queue) => peekMessages(storage, queue),
    unavailable: {},
    commands: createCommands(storage),
    previews: createPreviews(storage),
  };
}
