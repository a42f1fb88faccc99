import type { Finding } from '../../../contract/diagnosis.ts';
import { isSameEventName } from '../event-name.ts';
import { eventsWithoutEffect } from '../events-without-effect.ts';
import { isUnfinishedOrchestration, waitsOfKind } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, nameOf } from '../phrases.ts';

/** Neither one that it probably waits for, in whatever case, nor one that others of its kind take in. */
function isStrange({ awaitedEvents, eventNamesOfOthers }: DiagnosisFacts, name: string): boolean {
  const known = [...awaitedEvents.map((candidate) => candidate.name), ...(eventNamesOfOthers ?? [])];
  return !known.some((other) => isSameEventName(other, name));
}

/**
 * An event came that it does not seem to wait for. One that awaits two events in a row looks the same after the first, so
 * only what others of its kind take in makes it likely.
 */
export function eventOfOtherName(facts: DiagnosisFacts): Finding[] {
  const { model, awaitedEvents, eventNamesOfOthers } = facts;
  if (!isUnfinishedOrchestration(facts) || waitsOfKind(facts, 'external-event').length === 0) return [];
  const strange = eventsWithoutEffect(model).filter(({ name }) => isStrange(facts, name));
  const last = strange.at(-1);
  if (last === undefined) return [];
  const expected = awaitedEvents[0]?.name ?? null;
  const isLikely = eventNamesOfOthers !== null && eventNamesOfOthers.length > 0;
  return [
    makeFinding(facts, {
      rule: 'event-of-other-name',
      severity: isLikely ? 'delayed' : 'normal',
      certainty: isLikely ? 'likely' : 'possible',
      sentence: [
        'It got the event ',
        nameOf(last.name),
        ...atTime(last.finishedAt),
        ' and did nothing about it',
        ...(expected === null
          ? [': it may wait for one of another name.']
          : [': it probably waits for ', nameOf(expected), '.']),
      ],
      evidence: strange.flatMap(({ id, name }) => eventEvidence(facts, id, [nameOf(name), ' came in here'])),
      nextStep: nextStep(
        facts,
        'Raise the event under the name that the orchestrator waits for. Upper and lower case make no difference.',
        { command: 'raise-event', eventName: expected },
      ),
    }),
  ];
}
