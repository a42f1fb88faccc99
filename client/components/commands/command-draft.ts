import type { Instant } from '../../../shared/domain/instant.ts';

export interface TagRow {
  /** Tells rows apart while names are typed. */
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

/** What somebody typed and ticked for a command, whichever it is. Kept in memory only, and gone with its form. */
export interface CommandDraft {
  readonly reason: string;
  /** Of the event, the operation or the orchestrator. */
  readonly name: string;
  /** JSON text of payload, input or custom status; empty = none. `null` = the stored one as it is, for a restart. */
  readonly json: string | null;
  /** Of a restart: `same` replaces the ended instance. */
  readonly id: 'same' | 'new';
  /** Empty = a generated one. */
  readonly newInstanceId: string;
  /** Empty = none. */
  readonly version: string;
  readonly tags: readonly TagRow[];
  readonly isScheduled: boolean;
  /** `null` = not filled in. */
  readonly dueAt: Instant | null;
  readonly isForced: boolean;
  /** The name of the task hub, typed where many go at once. */
  readonly confirmedName: string;
  readonly includesChildren: boolean;
  readonly removesEmpty: boolean;
  readonly releasesOrphanedLock: boolean;
}

export const emptyDraft: CommandDraft = {
  reason: '',
  name: '',
  json: '',
  id: 'new',
  newInstanceId: '',
  version: '',
  tags: [],
  isScheduled: false,
  dueAt: null,
  isForced: false,
  confirmedName: '',
  includesChildren: false,
  removesEmpty: true,
  releasesOrphanedLock: true,
};

/** Rows of tags as they are stored. */
export function tagRowsOf(tags: Readonly<Record<string, string>>): readonly TagRow[] {
  return Object.entries(tags).map(([name, value], key) => ({ key, name, value }));
}
