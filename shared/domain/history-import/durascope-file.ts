import { historyFile, type FilePayload } from '../../contract/history-file.ts';
import type { HistoryEvent } from '../../contract/history.ts';
import type { PayloadInfo } from '../../contract/payloads.ts';
import { importedInstance } from './imported-instance.ts';
import { ImportError, type ImportedHistory } from './imported-history.ts';

class FileTexts {
  readonly byRef = new Map<string, string>();

  take(payload: FilePayload): PayloadInfo {
    const { text, ...info } = payload;
    if (text !== null) this.byRef.set(info.ref, text);
    return info;
  }

  takeOrNone(payload: FilePayload | null): PayloadInfo | null {
    return payload === null ? null : this.take(payload);
  }
}

/** What this product wrote when a history was downloaded. */
export function importDurascopeFile(value: unknown): ImportedHistory {
  const parsed = historyFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    throw new ImportError(
      `The file is damaged, or of another version: ${place} ${issue?.message ?? ''}`.trim(),
    );
  }
  const { instance, events: fileEvents, executionId, instanceId, problems } = parsed.data;
  const texts = new FileTexts();
  const events = fileEvents.map((event): HistoryEvent => {
    const payloads = Object.entries(event.payloads).map(([column, payload]) => [column, texts.take(payload)]);
    return { ...event, payloads: Object.fromEntries(payloads) as Record<string, PayloadInfo> };
  });
  const known = instance && {
    ...instance,
    input: texts.takeOrNone(instance.input),
    output: texts.takeOrNone(instance.output),
    customStatusPayload: texts.takeOrNone(instance.customStatusPayload),
  };
  const own = events.filter(({ isLeftover }) => !isLeftover);
  return {
    source: 'durascope',
    instance: importedInstance(instanceId, executionId, own, known ?? {}),
    executionId,
    events,
    payloadTexts: texts.byRef,
    problems: instance === null ? [...problems, 'The file holds the history without its row.'] : problems,
  };
}
