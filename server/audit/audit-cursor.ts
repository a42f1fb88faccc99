import { z } from 'zod';
import { AppError } from '../errors.ts';

export const auditFileName = /^\d{4}-\d{2}\.ndjson$/;

/** Where the next page goes on. Lines that are written meanwhile do not move it. */
const auditCursor = z.object({
  file: z.string().regex(auditFileName),
  /** Lines that begin before this place of the file come next. */
  before: z.int().min(0),
  /** Attempts before it whose outcome was seen behind it. */
  ended: z.array(z.string().max(100)).max(500),
});
export type AuditCursor = z.infer<typeof auditCursor>;

export function encodeCursor(cursor: AuditCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

export function decodeCursor(text: string): AuditCursor {
  try {
    return auditCursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (error) {
    throw new AppError('invalid-request', 'The cursor is not one of this audit log.', { cause: error });
  }
}
