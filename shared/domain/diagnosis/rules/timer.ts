import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import type { WaitKind } from '../../execution/wait.ts';
import { groupWaits, type WaitGroup } from '../../execution/wait-groups.ts';
import {
  elapsedSince,
  graceMs,
  isLongerThan,
  isUnfinishedOrchestration,
  lostSince,
  ownMessages,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, countOf, durationOf, instantOf, nameOf } from '../phrases.ts';
import { isOwned } from '../queue-signs.ts';
import { beginning } from '../sentence-parts.ts';

const answered: ReadonlySet<WaitKind> = new Set([
  'activity',
  'sub-orchestration',
  'entity-call',
  'entity-lock',
]);

function firstDueKey({ waits, dueAt }: WaitGroup): string | null {
  return waits.find((wait) => wait.dueAt === dueAt)?.stepId ?? null;
}

function timerName({ name, waits }: WaitGroup): Sentence {
  if (name !== null) return ['the delay before the next attempt of ', nameOf(name)];
  return waits.length === 1 ? ['a timer'] : ['the first of ', countOf(waits.length), ' timers'];
}

function isLimitOfEvent(facts: DiagnosisFacts): boolean {
  return facts.awaitedEvents.length > 0 && waitsOfKind(facts, 'external-event').length > 0;
}

/** What else is under way may be what it waits for, and the timer only its time limit. */
function isPerhapsLimit({ waits }: DiagnosisFacts): boolean {
  return waits.some(({ kind }) => answered.has(kind));
}

/** Delays of retries, and time limits of events that something speaks for, are told by the rules for those. */
function awaited(facts: DiagnosisFacts, group: WaitGroup): Finding[] {
  if (group.name !== null || isLimitOfEvent(facts)) return [];
  const { dueAt } = group;
  const isLimit = isPerhapsLimit(facts);
  const remainingMs = -(elapsedSince(facts, dueAt) ?? 0);
  const due: Sentence =
    dueAt === null
      ? ['; when it is due is not recorded.']
      : [' due at ', instantOf(dueAt), ...(remainingMs > 0 ? [', in ', durationOf(remainingMs)] : []), '.'];
  return [
    makeFinding(facts, {
      rule: 'awaits-timer',
      severity: 'normal',
      certainty: isLimit ? 'possible' : 'certain',
      sentence: isLimit
        ? [
            ...beginning(timerName(group)),
            ' is under way,',
            ...due,
            ' It may limit the time of what else it waits for.',
          ]
        : ['It waits for ', ...timerName(group), ...due],
      evidence: eventEvidence(facts, firstDueKey(group), 'The timer was set here'),
    }),
  ];
}

function whyOverdue(facts: DiagnosisFacts): Sentence {
  const [message] = ownMessages(facts, 'TimerFired');
  if (message !== undefined) return ['; its message is in the control queue and was not taken in yet'];
  return isOwned(facts) ? ['; its message is with a worker, or behind others in the control queue'] : [];
}

function overdue(facts: DiagnosisFacts, group: WaitGroup): Finding {
  const lost = lostSince(facts, group.dueAt);
  const late = durationOf(elapsedSince(facts, group.dueAt) ?? 0);
  return makeFinding(facts, {
    rule: 'timer-overdue',
    severity: lost === null ? 'delayed' : 'broken',
    certainty: lost ?? 'certain',
    sentence: [
      ...beginning([...timerName(group), ' was due']),
      ...atTime(group.dueAt),
      ', ',
      late,
      ' ago',
      ...(lost === null
        ? [...whyOverdue(facts), '.']
        : ['; no queue holds the message that fires it any more, so it never will.']),
    ],
    evidence: eventEvidence(facts, firstDueKey(group), 'The timer was set here'),
    nextStep:
      lost === null
        ? null
        : nextStep(facts, 'Nothing sets it again: terminate the instance and start it anew.', {
            command: 'terminate',
          }),
  });
}

/** Timers that it waits for, and those that should have fired. */
export function timers(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return groupWaits(waitsOfKind(facts, 'timer')).flatMap((group) =>
    isLongerThan(facts, group.dueAt, graceMs) ? [overdue(facts, group)] : awaited(facts, group),
  );
}
