import { z } from 'zod';
import { auditEntry, type AuditEntry } from '../../shared/contract/audit.ts';

/**
 * An `attempt` is followed by its `outcome`, which repeats it, unless the process ended in between; `refused` is a
 * whole entry of which nothing was sent.
 */
const auditPhase = z.enum(['attempt', 'outcome', 'refused']);
type AuditPhase = z.infer<typeof auditPhase>;

export interface AuditLine {
  readonly phase: AuditPhase;
  readonly entry: AuditEntry;
}

/** One line of the log. `writtenAt` is never before that of the line above, clocks permitting; `entry.at` is when the attempt began. */
export function encodeLine({ phase, entry }: AuditLine, writtenAt: string): string {
  return JSON.stringify({ audit: phase, writtenAt, ...entry });
}

const beginning = /^\{"audit":"[a-z]+","writtenAt":"([^"]+)"/;

/** Without reading all of the line; `null` = it does not begin as lines do. */
export function writtenAtOf(line: string): string | null {
  return beginning.exec(line)?.[1] ?? null;
}

const auditHead = z.object({ audit: auditPhase });

/** `null` = torn or not ours. */
export function decodeLine(text: string): AuditLine | null {
  try {
    const json: unknown = JSON.parse(text);
    return { phase: auditHead.parse(json).audit, entry: auditEntry.parse(json) };
  } catch {
    return null;
  }
}
