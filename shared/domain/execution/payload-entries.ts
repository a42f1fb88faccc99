import type { HistoryEvent } from '../../contract/history.ts';
import type { InstanceDetail } from '../../contract/instance-detail.ts';
import type { PayloadInfo } from '../../contract/payloads.ts';
import type { ExecutionModel, Step } from './execution-model.ts';

/** One payload of an instance and what it belongs to. */
export interface PayloadEntry {
  readonly info: PayloadInfo;
  /** In the words of storage. */
  readonly column: string;
  /** `null` = it is kept in the instance's row. */
  readonly event: HistoryEvent | null;
  /** `null` = it belongs to the execution as a whole. */
  readonly step: Step | null;
}

type RowPayloads = Pick<InstanceDetail, 'input' | 'output' | 'customStatusPayload'>;

function ofRow({ input, output, customStatusPayload }: RowPayloads): PayloadEntry[] {
  const columns = [
    ['Input', input],
    ['Output', output],
    ['CustomStatus', customStatusPayload],
  ] as const;
  return columns.flatMap(([column, info]) =>
    info === null ? [] : [{ info, column, event: null, step: null }],
  );
}

function ofEvent(event: HistoryEvent, step: Step | null): PayloadEntry[] {
  return Object.entries(event.payloads).map(([column, info]) => ({ info, column, event, step }));
}

/** All payloads of an instance: those of its row, then those of the history, a step's together where the step began. */
export function payloadEntries(
  row: RowPayloads,
  events: readonly HistoryEvent[],
  model: ExecutionModel,
): PayloadEntry[] {
  const entries = ofRow(row);
  const byKey = new Map(events.map((event) => [event.rowKey, event]));
  const listed = new Set<string>();
  const list = (event: HistoryEvent, step: Step | null) => {
    if (listed.has(event.rowKey)) return;
    listed.add(event.rowKey);
    entries.push(...ofEvent(event, step));
  };
  for (const event of events) {
    const step = model.steps[model.stepOfRow.get(event.rowKey) ?? -1] ?? null;
    for (const rowKey of step?.eventKeys ?? []) {
      const ofStep = byKey.get(rowKey);
      if (ofStep !== undefined) list(ofStep, step);
    }
    list(event, step);
  }
  return entries;
}

/** Of the text when known, else of the blob; 0 when nobody knows either. */
function entryBytes({ info }: PayloadEntry): number {
  return info.sizeBytes ?? info.storedBytes ?? 0;
}

/** Largest first; those equally large stay in order. */
export function bySize(entries: readonly PayloadEntry[]): PayloadEntry[] {
  // Blobs hold what was too large for a row: those of unknown size come first.
  const rank = (entry: PayloadEntry) =>
    entry.info.sizeBytes === null && entry.info.storedBytes === null ? Infinity : entryBytes(entry);
  return [...entries].sort((one, other) => {
    const [large, small] = [rank(one), rank(other)];
    return large === small ? 0 : small > large ? 1 : -1;
  });
}

function haystack({ event, step, column, info }: PayloadEntry): string {
  return [step?.name, step?.kind, event?.name, event?.eventType, column, info.preview]
    .filter((text) => typeof text === 'string')
    .join('\n')
    .toLowerCase();
}

/** Those that all words are found in: names, kinds, columns and the beginning of the text. */
export function withWords(entries: readonly PayloadEntry[], text: string): readonly PayloadEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const searched = haystack(entry);
    return words.every((word) => searched.includes(word));
  });
}
