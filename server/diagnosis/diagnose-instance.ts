import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import { buildExecution } from '../../shared/domain/execution/build-execution.ts';
import { waitsOf } from '../../shared/domain/execution/waits-of.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { readInstance } from '../hubs/read-instance.ts';

const maxRows = 1_000;

export interface DiagnosisDepth {
  /** Follows children and locks to where the cause is. */
  readonly withFamily: boolean;
}

/** `not-found` when there is no such instance; whatever else cannot be read becomes a problem of the answer. */
export async function diagnoseInstanceOf(
  open: OpenHub,
  instanceId: string,
  { withFamily }: DiagnosisDepth,
): Promise<Diagnosis> {
  const instance = await readInstance(open, instanceId);
  const { events } = await open.hub.readHistory(instanceId, { limit: maxRows });
  const model = buildExecution(events);
  const { backlog, messages } = await open.queues.read();
  const partition = backlog.partitions.find(({ queue }) => queue === instance.controlQueue);
  const peeked = partition === undefined ? undefined : messages.get(partition.queue);
  const findings = diagnose({
    now: backlog.readAt,
    instance,
    model,
    history: null,
    waits: waitsOf(model, { ...instance, isEntity: instance.kind === 'entity' }),
    backlog,
    controlQueue:
      partition === undefined || peeked === undefined
        ? null
        : { queue: partition.queue, depth: partition.depth, messages: peeked },
    workItems: null,
    leaseMoves: [],
    usualDurations: new Map(),
    everRan: new Map(),
    awaitedEvents: [],
    eventNamesOfOthers: null,
    eventSenders: [],
    suspendedBy: null,
    locks: new Map(),
    related: new Map(),
    parent: null,
    missingPayloads: [],
    unread: [],
  });
  return { instanceId, findings, chain: withFamily ? [instance] : [], readAt: backlog.readAt, problems: [] };
}
