import type { WaitGroup } from '../../../../shared/domain/execution/wait-groups.ts';
import type { WaitKind } from '../../../../shared/domain/execution/wait.ts';

const inferredWords: Partial<Record<WaitKind, string>> = {
  'external-event':
    'An orchestrator that waits for an event writes nothing down. Nothing else is under way, but for timers, which are mostly the time limits of events.',
  'sub-orchestration': 'A rewind took back how it failed; the child itself was rewound and goes on.',
  'entity-call': 'The message to the entity is not at hand, so it is not certain what was asked.',
  turn: 'The last turn began and the row that closes it is missing: a worker is at it, or stopped in the middle.',
};

/** Why a wait is only likely; `null` when the history says it. */
export function whyInferred({ kind, isInferred }: WaitGroup): string | null {
  return isInferred
    ? (inferredWords[kind] ?? 'It follows from what the history says, and is not written in it.')
    : null;
}
