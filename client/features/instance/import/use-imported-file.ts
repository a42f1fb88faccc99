import { useMutation } from '@tanstack/react-query';
import { importHistory } from '../../../../shared/domain/history-import/import-history.ts';
import type { ImportedHistory } from '../../../../shared/domain/history-import/imported-history.ts';
import { formatBytes } from '../../../lib/format-bytes.ts';

/** Text, its parsed form and the model of it have to fit into one tab of the browser. */
const largestFileBytes = 300_000_000;

export interface ImportedFile {
  readonly fileName: string;
  readonly imported: ImportedHistory;
}

async function readFile(file: File): Promise<ImportedFile> {
  if (file.size > largestFileBytes) {
    throw new Error(`${formatBytes(file.size)} are more than a browser can show of one history.`);
  }
  return { fileName: file.name, imported: importHistory(await file.text()) };
}

/** The file is read in this browser and sent nowhere. */
export function useImportedFile() {
  return useMutation({ mutationFn: readFile });
}
