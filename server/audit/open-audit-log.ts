import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MaskingRules } from '../masking/masking-rules.ts';
import type { AuditLog } from './audit-log.ts';
import { FileAuditStore } from './file-audit-store.ts';
import { MemoryAuditStore } from './memory-audit-store.ts';
import { RecordingAuditLog } from './recording-audit-log.ts';
import { WrittenTexts } from '../masking/written-texts.ts';

interface AuditLogOptions {
  /** `null` = in memory. */
  readonly dataDirectory: string | null;
  readonly masking: MaskingRules | null;
  /** Takes every entry as a line of JSON. */
  readonly print: (line: string) => void;
  readonly onNotice: (notice: string) => void;
  readonly onFailure: (error: unknown) => void;
}

/** In the folder `audit` of the data directory, or in memory where there is none. */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { dataDirectory, masking, print, onNotice, onFailure } = options;
  const texts = new WrittenTexts(masking);
  if (dataDirectory === null)
    return new RecordingAuditLog({ store: new MemoryAuditStore(), texts, print, onFailure });
  const directory = join(dataDirectory, 'audit');
  await mkdir(directory, { recursive: true });
  return new RecordingAuditLog({
    store: new FileAuditStore({ directory, onNotice }),
    texts,
    print,
    onFailure,
  });
}
