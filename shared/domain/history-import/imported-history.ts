import type { HistoryEvent } from '../../contract/history.ts';
import type { InstanceDetail } from '../../contract/instance-detail.ts';

export const importSources = {
  durascope: 'a download of Durascope',
  'functions-http': 'an answer of the Functions HTTP API',
  'durable-task-core': 'a list of Durable Task Core events',
} as const;
type ImportSource = keyof typeof importSources;

/** One instance read from a file, its payload texts beside it. */
export interface ImportedHistory {
  readonly source: ImportSource;
  /** What the file does not say is concluded from its events. */
  readonly instance: InstanceDetail;
  readonly executionId: string | null;
  readonly events: readonly HistoryEvent[];
  /** By the `ref` of their payload. */
  readonly payloadTexts: ReadonlyMap<string, string>;
  /** What is missing or was concluded, in words. */
  readonly problems: readonly string[];
}

/** Why a text is no history, in a sentence for the one who dropped it. */
export class ImportError extends Error {}
