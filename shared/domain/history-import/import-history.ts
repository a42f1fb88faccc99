import { historyFileFormat } from '../../contract/history-file.ts';
import { importCoreEvents } from './core-events.ts';
import { importDurascopeFile } from './durascope-file.ts';
import { importHttpHistory } from './http-history.ts';
import { ImportError, type ImportedHistory } from './imported-history.ts';
import { isRecord, RawEvent } from './raw-event.ts';

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ImportError(`This is no JSON: ${why}`, { cause });
  }
}

/** Reads one instance's history from the text of a file; an `ImportError` says why it is none. */
export function importHistory(text: string): ImportedHistory {
  const value = parse(text);
  if (Array.isArray(value)) return importCoreEvents(value);
  if (!isRecord(value)) throw new ImportError('A history is a JSON object or a list, and this is neither.');
  if (value.format === historyFileFormat) return importDurascopeFile(value);
  const answer = new RawEvent(value);
  if (answer.has('HistoryEvents') || answer.has('RuntimeStatus')) return importHttpHistory(answer);
  const list = answer.value('Events') ?? answer.value('History');
  if (Array.isArray(list)) return importCoreEvents(list);
  throw new ImportError('This is JSON, but no history: it has neither events nor historyEvents.');
}
