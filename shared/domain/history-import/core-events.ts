import { importedInstance } from './imported-instance.ts';
import { ImportError, type ImportedHistory } from './imported-history.ts';
import { PayloadTexts } from './payload-texts.ts';
import { isRecord, RawEvent } from './raw-event.ts';
import { toEvent } from './to-event.ts';

function identityOf(raws: readonly RawEvent[]): { instanceId: string | null; executionId: string | null } {
  const started = raws.find((raw) => raw.has('OrchestrationInstance'))?.record('OrchestrationInstance');
  return {
    instanceId: started?.text('InstanceId') ?? null,
    executionId: started?.text('ExecutionId') ?? null,
  };
}

/** The events of one execution as Durable Task Core serialises them, in their order. */
export function importCoreEvents(list: readonly unknown[]): ImportedHistory {
  const raws = list.map((item, i) => {
    if (isRecord(item)) return new RawEvent(item);
    throw new ImportError(`Event ${i + 1} of ${list.length} is no object.`);
  });
  if (!raws.some((raw) => raw.has('EventType'))) {
    throw new ImportError('None of the objects in this list names an EventType.');
  }
  const texts = new PayloadTexts();
  const events = raws.map((raw, ordinal) => toEvent(raw, ordinal, texts));
  const { instanceId, executionId } = identityOf(raws);
  return {
    source: 'durable-task-core',
    instance: importedInstance(instanceId ?? 'unnamed', executionId, events),
    executionId,
    events,
    payloadTexts: texts.byRef,
    problems: instanceId === null ? ['The file does not say which instance this is.'] : [],
  };
}
