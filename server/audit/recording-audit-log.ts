import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../shared/contract/audit.ts';
import { nowInstant } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { AuditAttempt, AuditLog, AuditOutcome, AuditPage, AuditQuery } from './audit-log.ts';
import { encodeLine, type AuditLine } from './audit-line.ts';
import type { AuditStore } from './audit-store.ts';
import type { WrittenTexts } from '../masking/written-texts.ts';

const underWay = 'It is being sent: there is no answer yet.';
const withoutOutcome =
  'There is no answer on record: Durascope ended before it came. The command may have been sent.';

const noOutcomeYet: AuditOutcome = { result: 'unknown', code: null, message: null, receipt: null };

interface RecordingOptions {
  readonly store: AuditStore;
  readonly texts: WrittenTexts;
  /** Takes every line, whether it could be kept or not. */
  readonly print: (line: string) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Writes every attempt and its outcome to a store and to an output. */
export class RecordingAuditLog implements AuditLog {
  /** Attempts of this process that have no outcome yet. */
  private readonly open = new Set<string>();

  constructor(private readonly options: RecordingOptions) {}

  async begin(attempt: AuditAttempt): Promise<(outcome: AuditOutcome) => Promise<void>> {
    const entry = this.entryOf(attempt, noOutcomeYet);
    this.open.add(entry.id);
    try {
      await this.write({ phase: 'attempt', entry });
    } catch (error) {
      this.open.delete(entry.id);
      throw new AppError('store-unavailable', 'The audit log could not be written, so nothing was sent.', {
        cause: error,
      });
    }
    return async (outcome) => {
      const ended = { ...entry, ...this.options.texts.outcome(outcome) };
      await this.write({ phase: 'outcome', entry: ended }).catch(this.options.onFailure);
      this.open.delete(entry.id);
    };
  }

  async refused(attempt: AuditAttempt, outcome: AuditOutcome): Promise<void> {
    const entry = this.entryOf(attempt, this.options.texts.outcome(outcome));
    await this.write({ phase: 'refused', entry }).catch(this.options.onFailure);
  }

  async search(hub: string, query: AuditQuery): Promise<AuditPage> {
    const { store } = this.options;
    const { entries, nextCursor } = await store.search({ hub, query });
    return {
      entries: entries.map((entry) => this.explained(entry)),
      nextCursor,
      isDurable: store.isDurable,
    };
  }

  close(): Promise<void> {
    return this.options.store.close();
  }

  private entryOf(attempt: AuditAttempt, outcome: AuditOutcome): AuditEntry {
    return { id: randomUUID(), at: nowInstant(), ...this.options.texts.given(attempt), ...outcome };
  }

  private async write(line: AuditLine): Promise<void> {
    this.options.print(encodeLine(line, nowInstant()));
    await this.options.store.append(line);
  }

  private explained(entry: AuditEntry): AuditEntry {
    if (entry.result !== 'unknown' || entry.code !== null || entry.message !== null) return entry;
    return { ...entry, message: this.open.has(entry.id) ? underWay : withoutOutcome };
  }
}
