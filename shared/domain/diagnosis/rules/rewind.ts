import type { Finding } from '../../../contract/diagnosis.ts';
import type { Mark, Step, StepFailure } from '../../execution/execution-model.ts';
import { groupWaits } from '../../execution/wait-groups.ts';
import {
  graceMs,
  isLongerThan,
  isUnfinishedOrchestration,
  lostSince,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, because, nameOf } from '../phrases.ts';

function lastRewind({ model }: DiagnosisFacts): Mark | undefined {
  return model.marks.findLast(({ kind }) => kind === 'rewind');
}

/** The rewind undid the failure in storage, and no turn began since. */
export function rewindNotTaken(facts: DiagnosisFacts): Finding[] {
  const [group] = groupWaits(waitsOfKind(facts, 'rewind'));
  if (!isUnfinishedOrchestration(facts) || group === undefined) return [];
  // Its mark has the time of the failure; the row has that of the rewind.
  const rewoundAt = facts.instance.lastUpdatedAt ?? group.since;
  const isLate = isLongerThan(facts, rewoundAt, graceMs);
  const lost = lostSince(facts, rewoundAt);
  const again = group.name === null ? [] : [' to run ', nameOf(group.name), ' again'];
  return [
    makeFinding(facts, {
      rule: 'rewind-not-taken',
      severity: lost !== null ? 'broken' : isLate ? 'delayed' : 'normal',
      certainty: lost ?? 'certain',
      sentence:
        lost === null
          ? ['It was rewound', ...atTime(rewoundAt), ', and no worker has taken that up', ...again, '.']
          : [
              ...['It was rewound', ...atTime(rewoundAt), ', and no queue holds the message that wakes it'],
              ': it will not go on by itself.',
            ],
      evidence: eventEvidence(facts, lastRewind(facts)?.rowKey, 'The end that the rewind took back'),
      nextStep:
        lost === null
          ? null
          : nextStep(facts, 'Rewind it again: that sends the message once more.', { command: 'rewind' }),
    }),
  ];
}

function textOf(failure: StepFailure | null): string | null {
  return failure?.message ?? failure?.errorType ?? null;
}

/** The step that a rewind had run again and that failed again. */
function failedAgain({ model }: DiagnosisFacts): Step | undefined {
  return model.steps.findLast(
    ({ state, attempts }) => state === 'failed' && attempts.some((attempt) => attempt.state === 'rewound'),
  );
}

/** With the same words, as far as both are at hand. */
function isSameCause(step: Step | undefined, rewind: Mark, end: StepFailure | null): boolean {
  const now = step === undefined ? textOf(end) : textOf(step.failure);
  if (now === null) return false;
  const before =
    step === undefined
      ? [rewind.payload?.info.preview ?? null]
      : step.attempts.filter(({ state }) => state === 'rewound').map(({ failure }) => textOf(failure));
  return before.includes(now);
}

/** It failed, was rewound, and failed again: what made it fail is still there. */
export function rewoundFailedAgain(facts: DiagnosisFacts): Finding[] {
  const { model, instance } = facts;
  const rewind = model.marks.findLast(
    ({ kind, text }) => kind === 'rewind' && text?.startsWith('Took back') === true,
  );
  const last = rewind ?? lastRewind(facts);
  if (instance.runtimeStatus !== 'Failed' || model.end?.status !== 'Failed' || last === undefined) return [];
  const step = failedAgain(facts);
  const isSame = isSameCause(step, last, model.end.failure);
  const failure =
    textOf(step?.failure ?? null) ?? textOf(model.end.failure) ?? instance.failure?.message ?? null;
  return [
    makeFinding(facts, {
      rule: 'rewound-failed-again',
      severity: 'broken',
      certainty: 'certain',
      sentence: [
        'It was rewound and failed again',
        ...atTime(model.end.at),
        ...(isSame ? [' for the same reason'] : []),
        ...(step === undefined ? [] : [', in ', nameOf(step.name)]),
        ...because(failure),
        '.',
      ],
      evidence: [
        ...eventEvidence(facts, last.rowKey, 'The failure that was rewound'),
        ...eventEvidence(facts, model.end.rowKey, 'The failure after it'),
      ],
      nextStep: nextStep(
        facts,
        'Remove the cause before it is rewound once more.',
        isSame ? {} : { command: 'rewind' },
      ),
    }),
  ];
}
