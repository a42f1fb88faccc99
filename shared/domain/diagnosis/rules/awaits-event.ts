import type { EventCandidate, EventEvidence } from '../../../contract/awaited-events.ts';
import type { Evidence, Finding, Sentence } from '../../../contract/diagnosis.ts';
import type { Wait } from '../../execution/wait.ts';
import { nextDue } from '../../execution/wait-groups.ts';
import { printFilter } from '../../instance-filter/print-filter.ts';
import { isUnfinishedOrchestration, waitsOfKind } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { countOf, idOf, instantOf, list, nameOf, since, waiting } from '../phrases.ts';
import { isSameEventName } from '../event-name.ts';

const mostNamed = 3;

function idsFilter(ids: readonly string[]): string {
  return printFilter([{ isNegated: false, field: 'id', path: null, patterns: ids.map((id) => [id]) }]);
}

function evidenceOf(facts: DiagnosisFacts, name: string, hint: EventEvidence): Evidence[] {
  switch (hint.kind) {
    case 'queued': {
      const at: Sentence = hint.insertedAt === null ? [] : [' since ', instantOf(hint.insertedAt)];
      return [
        { kind: 'queue', queue: hint.queue, text: ['A message ', nameOf(name), ' is in its queue', ...at] },
      ];
    }
    case 'custom-status':
      return rowEvidence(facts, ['The custom status names ', nameOf(name)]);
    case 'others': {
      const { instanceIds } = hint;
      const who: Sentence = [countOf(instanceIds.length), instanceIds.length === 1 ? ' other' : ' others'];
      return [
        {
          kind: 'instances',
          q: idsFilter(instanceIds),
          text: [...who, ' of this orchestrator took in ', nameOf(name), ' after as many events'],
        },
      ];
    }
  }
}

function senderEvidence({ eventSenders }: DiagnosisFacts, candidate: EventCandidate): Evidence[] {
  return eventSenders
    .filter(({ eventName }) => isSameEventName(eventName, candidate.name))
    .slice(0, mostNamed)
    .map(({ eventName, instanceId, name }) => ({
      kind: 'instances' as const,
      q: idsFilter([instanceId]),
      text: [
        'The ',
        nameOf(name),
        ' ',
        idOf(instanceId),
        ' sent ',
        nameOf(eventName),
        ' to another of this orchestrator',
      ],
    }));
}

function likelySender({ eventSenders }: DiagnosisFacts, candidate: EventCandidate): Sentence {
  const senders = eventSenders.filter(({ eventName }) => isSameEventName(eventName, candidate.name));
  const names = [...new Set(senders.map(({ name }) => name))].filter((name) => name !== null);
  return names.length === 0
    ? []
    : [' Others got it from ', ...list(names.slice(0, mostNamed).map(nameOf)), '.'];
}

function probably(candidates: readonly EventCandidate[]): Sentence {
  const names = candidates.slice(0, mostNamed).map(({ name }) => nameOf(name));
  return names.length === 0 ? [] : [', probably ', ...list(names, 'or'), ','];
}

function limitOf({ waits }: DiagnosisFacts): Sentence {
  const timer = nextDue(waits.filter(({ kind, name }) => kind === 'timer' && name === null));
  return timer?.dueAt == null ? [] : [', or until its timer fires at ', instantOf(timer.dueAt)];
}

function awaits(facts: DiagnosisFacts, wait: Wait): Finding {
  const candidates = facts.awaitedEvents;
  const [first] = candidates;
  const limit = limitOf(facts);
  const turn = facts.model.turns.at(-1);
  return makeFinding(facts, {
    rule: 'awaits-event',
    severity: 'normal',
    certainty: limit.length > 0 && first === undefined ? 'possible' : 'likely',
    sentence: [
      `${waiting(wait.since)} for an external event`,
      ...probably(candidates),
      ...since(wait.since),
      ...limit,
      first === undefined ? '; which event, the history does not tell.' : '.',
      ...(first === undefined ? [] : likelySender(facts, first)),
    ],
    evidence: [
      ...eventEvidence(facts, turn?.startedKey, 'Since its last turn nothing else is under way'),
      ...candidates
        .slice(0, mostNamed)
        .flatMap(({ name, evidence }) => evidence.flatMap((hint) => evidenceOf(facts, name, hint))),
      ...(first === undefined ? [] : senderEvidence(facts, first)),
    ],
    nextStep: nextStep(
      facts,
      first === undefined
        ? 'Raise the event that it waits for; its code tells the name.'
        : ['Raise ', nameOf(first.name), ', or find out why nobody did.'],
      { command: 'raise-event', eventName: first?.name ?? null },
    ),
  });
}

/** Orchestrators that wait for an event write nothing down: it shows in that nothing else is under way. */
export function awaitsEvent(facts: DiagnosisFacts): Finding[] {
  const [wait] = waitsOfKind(facts, 'external-event');
  return isUnfinishedOrchestration(facts) && wait !== undefined ? [awaits(facts, wait)] : [];
}
