import type { InstanceCommand } from '../../../shared/contract/commands.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { jobBounds, type JobPreview, type JobTarget } from '../../../shared/contract/jobs.ts';
import { subjectOf } from '../../../shared/domain/action-subject.ts';
import { decideAction, type Actor } from '../../../shared/domain/actions.ts';
import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import type { InstanceIndex } from '../../task-hub/instance-index.ts';
import { rowsOf } from './job-target.ts';

/** How many instances share a sentence, with the ids of the first. */
class Sentences {
  private readonly known = new Map<string, { count: number; sample: string[] }>();

  add(sentence: string, instanceId: string): void {
    const entry = this.known.get(sentence) ?? { count: 0, sample: [] };
    this.known.set(sentence, entry);
    entry.count += 1;
    if (entry.sample.length < jobBounds.sample) entry.sample.push(instanceId);
  }

  /** The most frequent first. */
  list(): { reason: string; count: number; sample: string[] }[] {
    return [...this.known]
      .map(([reason, entry]) => ({ reason, ...entry }))
      .toSorted((a, b) => b.count - a.count);
  }
}

class DryRun {
  private total = 0;
  private allowed = 0;
  private readonly statuses = new Map<RuntimeStatus, number>();
  private readonly refused = new Sentences();
  private readonly needsForce = new Sentences();
  private readonly warnings = new Sentences();
  private readonly sample: JobPreview['sample'] = [];
  private readonly isForced: boolean;

  constructor(
    private readonly command: InstanceCommand,
    private readonly actor: Actor,
    /** Taken out as their rows come. */
    private readonly unseen: Set<string>,
  ) {
    this.isForced = 'isForced' in command.parameters && command.parameters.isForced;
  }

  add(row: InstanceRow): void {
    const { instanceId, name, runtimeStatus } = row;
    this.total += 1;
    this.unseen.delete(instanceId);
    this.statuses.set(runtimeStatus, (this.statuses.get(runtimeStatus) ?? 0) + 1);
    const decision = decideAction(this.command.name, subjectOf(row), this.actor);
    if (!decision.isAllowed) {
      this.refused.add(decision.reason, instanceId);
      return;
    }
    if (decision.needsForce && !this.isForced) {
      this.needsForce.add(decision.warning ?? 'It is still in use.', instanceId);
      return;
    }
    this.allowed += 1;
    if (decision.warning !== null) this.warnings.add(decision.warning, instanceId);
    if (this.sample.length < jobBounds.sample) this.sample.push({ instanceId, name, runtimeStatus });
  }

  result(): Omit<JobPreview, 'coverage'> {
    return {
      total: this.total + this.unseen.size,
      byStatus: [...this.statuses].map(([status, count]) => ({ status, count })),
      allowed: this.allowed,
      refused: this.refused.list(),
      needsForce: this.needsForce.list(),
      warnings: this.warnings.list().map(({ reason, count }) => ({ warning: reason, count })),
      sample: this.sample,
      unknownIds: [...this.unseen],
    };
  }
}

/** What a job would do by what the index knows; nothing is read from storage and nothing is written. */
export async function previewOf(
  index: InstanceIndex,
  target: JobTarget,
  command: InstanceCommand,
  actor: Actor,
): Promise<JobPreview> {
  const dryRun = new DryRun(command, actor, new Set(target.kind === 'ids' ? target.instanceIds : []));
  // Taken before the rows: the answer may know more than it says, never less.
  const coverage = index.coverage();
  for await (const page of rowsOf(index, target)) for (const row of page) dryRun.add(row);
  return { ...dryRun.result(), coverage };
}
