import type { Instant } from '../../../shared/domain/instant.ts';

/** What takes a scheduled start out of its queue again; storage tells it to nobody but the sender. */
export interface SentStart {
  readonly executionId: string;
  readonly queue: string;
  readonly messageId: string;
  readonly popReceipt: string;
  readonly dueAt: Instant;
}

const maxKept = 5000;

/** Scheduled starts that this process has sent; the ones due first are forgotten when there are too many. */
export class SentStarts {
  private readonly byExecution = new Map<string, SentStart>();

  constructor(private readonly clock: () => Instant) {}

  keep(start: SentStart): void {
    if (this.byExecution.size >= maxKept) this.makeRoom();
    this.byExecution.set(start.executionId, start);
  }

  take(executionId: string): SentStart | null {
    const found = this.byExecution.get(executionId) ?? null;
    this.byExecution.delete(executionId);
    return found;
  }

  private makeRoom(): void {
    const now = this.clock();
    const byDueTime = [...this.byExecution.values()].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    const excess = byDueTime.length - maxKept + 1;
    byDueTime.forEach(({ executionId, dueAt }, i) => {
      if (i < excess || dueAt <= now) this.byExecution.delete(executionId);
    });
  }
}
