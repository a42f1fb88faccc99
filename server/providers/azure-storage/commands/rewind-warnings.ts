import type { PlannedInstance } from './rewind-plan.ts';

const maxWarnings = 20;

function warningsOf({ instanceId, plan, depth }: PlannedInstance): string[] {
  const warnings: string[] = [];
  const whose = depth === 0 ? 'The instance' : `The sub-orchestration ${instanceId}`;
  if (plan.state === 'running' && depth > 0) {
    warnings.push(`${whose} runs again already: it is left alone, and its parent goes on when it completes.`);
  }
  if (plan.state === 'rewound' || (plan.state === 'running' && depth === 0)) {
    warnings.push(`${whose} was rewound before, and not everything was woken: that is made good.`);
  }
  if (plan.state === 'failed' && plan.steps.every(({ kind }) => kind === 'orchestrator')) {
    warnings.push(
      `${whose} failed by itself, not by an activity or a sub-orchestration: it is replayed and fails again unless its code has changed.`,
    );
  }
  if (plan.goesOnAfterFailure) {
    warnings.push(
      `${whose} went on after a failure, as with a retry or a caught exception: the failure goes and what came after it stays, so the replay may fail as not deterministic.`,
    );
  }
  return warnings;
}

/** What somebody should know before a rewind. */
export function rewindWarnings(instances: readonly PlannedInstance[]): string[] {
  const warnings = instances.flatMap(warningsOf);
  const more = warnings.length - maxWarnings;
  return more <= 0
    ? warnings
    : [...warnings.slice(0, maxWarnings), `${more} more of the same kind are not listed.`];
}
