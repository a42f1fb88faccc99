import type { TableEntity } from '@azure/data-tables';
import { toInstant } from '../../../shared/domain/instant.ts';
import { historyBlobName, isLargeProperty } from '../../providers/azure-storage/format/large-payload.ts';
import { eventTypes } from '../../../shared/domain/event-types.ts';
import {
  fieldsOf,
  kindOf,
  objectToJson,
  readFields,
  scalarOf,
  wireNameOf,
  type EventField,
} from './event-fields.ts';
import { noEventId, type HistoryEvent } from './history-event.ts';

export const sentinelKey = 'sentinel';

/** Where the large members of a stored event went: column → blob name. */
export type BlobNames = Readonly<Record<string, string>>;

export interface StoredEvent {
  readonly event: HistoryEvent;
  readonly blobNames: BlobNames;
}

export interface HistoryRow extends StoredEvent {
  readonly entity: TableEntity;
  /** Column → text, for the blobs to upload before the row is written. */
  readonly largeTexts: Readonly<Record<string, string>>;
}

function ordinalKey(ordinal: number): string {
  return ordinal.toString(16).toUpperCase().padStart(16, '0');
}

type Cell = string | number | boolean | { type: 'DateTime'; value: string };

/** `null` = the engine leaves the column out. */
function cellOf(event: HistoryEvent, field: EventField): Cell | null {
  const kind = kindOf(field);
  if (kind === 'object') return JSON.stringify(objectToJson(event, field, false));
  const value = scalarOf(event, field);
  return kind === 'instant' && typeof value === 'string' ? { type: 'DateTime', value } : value;
}

export function toHistoryRow(
  event: HistoryEvent,
  key: { partitionKey: string; ordinal: number; executionId: string },
): HistoryRow {
  const rowKey = ordinalKey(key.ordinal);
  const columns: Record<string, Cell> = {};
  const blobNames: Record<string, string> = {};
  const largeTexts: Record<string, string> = {};
  const references: Record<string, string> = {};
  for (const field of fieldsOf[event.type]) {
    const column = wireNameOf(field);
    const cell = cellOf(event, field);
    if (cell === null) continue;
    const isLarge = typeof cell === 'string' && isLargeProperty(cell);
    columns[column] = isLarge ? '' : cell;
    if (!isLarge) continue;
    const blobName = historyBlobName(key.partitionKey, rowKey, event.type, column);
    blobNames[column] = blobName;
    references[`${column}BlobName`] = blobName;
    largeTexts[column] = cell;
  }
  const entity: TableEntity = {
    partitionKey: key.partitionKey,
    rowKey,
    ...columns,
    EventId: event.eventId,
    IsPlayed: event.isPlayed,
    _Timestamp: { type: 'DateTime', value: event.timestamp },
    EventType: event.type,
    ExecutionId: key.executionId,
    ...references,
  };
  return { event, entity, blobNames, largeTexts };
}

/** A row as the table client reads it with type conversion off. */
export type RawRow = Readonly<Record<string, unknown>>;

/** The bare value of a column, whether or not the client wrapped it into `{ type, value }`. */
function rawValue(row: RawRow, column: string): unknown {
  const cell = row[column];
  return typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell;
}

export function rawText(row: RawRow, column: string): string | null {
  const value = rawValue(row, column);
  return typeof value === 'string' ? value : null;
}

/** Integers arrive as texts when type conversion is off. */
export function rawNumber(row: RawRow, column: string): number | null {
  const value = rawValue(row, column);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : null;
}

export function rawFlag(row: RawRow, column: string): boolean {
  const value = rawValue(row, column);
  return value === true || value === 'true';
}

function parsed(text: string | null): unknown {
  if (text === null || text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function blobNamesOf(row: RawRow): BlobNames {
  const suffix = 'BlobName';
  const names: Record<string, string> = {};
  for (const column of Object.keys(row)) {
    const name = rawText(row, column);
    if (column.endsWith(suffix) && name !== null) names[column.slice(0, -suffix.length)] = name;
  }
  return names;
}

/**
 * The event of a row; `texts` are the members that had to be fetched from blobs. An event type this worker does not
 * know counts as a GenericEvent, which replay passes over.
 */
export function fromHistoryRow(row: RawRow, texts: Readonly<Record<string, string>>): HistoryEvent {
  const text = (column: string) => texts[column] ?? rawText(row, column);
  const typeName = rawText(row, 'EventType');
  const fields = readFields({
    text,
    number: (column) => rawNumber(row, column),
    instant: (column) => toInstant(rawText(row, column)),
    object: (column) => parsed(text(column)),
  });
  return {
    ...fields,
    type: eventTypes.find((name) => name === typeName) ?? 'GenericEvent',
    eventId: rawNumber(row, 'EventId') ?? noEventId,
    isPlayed: rawFlag(row, 'IsPlayed'),
    timestamp: toInstant(rawText(row, '_Timestamp')) ?? '',
  };
}
