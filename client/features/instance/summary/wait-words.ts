import type { WaitGroup } from '../../../../shared/domain/execution/wait-groups.ts';
import { elapsedMs, type Instant } from '../../../../shared/domain/instant.ts';
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

/** Waits shorter than this are how things go. */
const usualMs = 30_000;

const stuckWords: Partial<Record<WaitKind, string>> = {
  start:
    'No worker has taken it up: none is running, they are busy, or none knows an orchestrator of this name and version.',
  activity:
    'Nothing came back: it runs, waits in the work item queue, or no worker knows an activity of this name.',
  rewind: 'No worker has taken it up: none is running, or they are busy.',
  turn: 'Once its worker is gone, the next one to own its partition goes on with it.',
};

const overdueWords =
  'It is overdue: no worker has taken up the message that is due. None is running, or they are busy.';

/** What a wait of this length may mean; `null` when it is nothing unusual. */
export function whyStuck(group: WaitGroup, now: Instant): string | null {
  const { kind, name, since, dueAt, isInferred } = group;
  if (dueAt !== null) return elapsedMs(dueAt, now) < usualMs ? null : overdueWords;
  const isHeldBack = kind === 'turn' && name !== null;
  if (since === null || isHeldBack || elapsedMs(since, now) < usualMs) return null;
  return isInferred && kind !== 'turn' ? null : (stuckWords[kind] ?? null);
}
