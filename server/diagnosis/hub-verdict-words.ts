import type { Finding, Phrase, Sentence } from '../../shared/contract/diagnosis.ts';
import type { FindingRule } from '../../shared/domain/diagnosis/finding-rules.ts';
import { idOf, nameOf } from '../../shared/domain/diagnosis/phrases.ts';

type Words = (subject: Phrase) => Sentence;

/** What a group of instances has in common where the sentence about one of them would tell of that one. */
const byName: Partial<Record<FindingRule, Words>> = {
  'unknown-orchestrator': (name) => ['No worker seems to know the orchestrator ', name, '.'],
  'unknown-activity': (name) => ['No worker seems to know the activity ', name, ', which they wait for.'],
  'awaits-event': (name) => ['They wait for the event ', name, '.'],
  'event-of-other-name': (name) => ['They got the event ', name, ' and did nothing about it.'],
  'activity-running': (name) => ['The activity ', name, ' runs.'],
  'activity-slow': (name) => ['The activity ', name, ' runs longer than it usually does.'],
  retrying: (name) => ['They try ', name, ' again.'],
};

const byEntity: Partial<Record<FindingRule, Words>> = {
  'awaits-entity': (entity) => ['They wait for an answer from ', entity, '.'],
  'awaits-lock': (entity) => ['They wait for the lock of ', entity, '.'],
};

const byPartition: Partial<Record<FindingRule, Words>> = {
  'no-owner': (partition) => ['Nobody owns ', partition, ', in which their messages wait.'],
  'lease-expired': (partition) => ['The lease on ', partition, ' has run out, and nobody took it over.'],
  'lease-flapping': (partition) => ['The lease on ', partition, ' goes back and forth between workers.'],
  'partition-draining': (partition) => [capital(partition), ' is being handed over.'],
  'message-not-taken': (partition) => ['Their messages wait in ', partition, ' and are not taken.'],
  'control-queue-backlog': (partition) => ['Many messages wait before theirs in ', partition, '.'],
  'not-started': (partition) => ['Their start messages wait in ', partition, '.'],
};

const byRule: Partial<Record<FindingRule, Sentence>> = {
  'not-due': ['They are scheduled to start later.'],
  'no-worker': ['No worker runs that could take their messages.'],
  'message-poison': ['Their messages are taken and put back again and again.'],
  'message-hot': ['Most messages before theirs are for one other instance.'],
  'work-item-backlog': ['Their activities wait behind others to be run.'],
  'awaits-event': ['They wait for an external event.'],
  'awaits-timer': ['They wait for a timer.'],
  'timer-overdue': ['Their timers are overdue.'],
  'awaits-child': ['They wait for a child.'],
  'lock-deadlock': ['They wait for locks that are held by instances which wait for them.'],
  suspended: ['They are suspended.'],
  'terminate-not-applied': ['They were told to terminate, and did not yet.'],
  'terminated-yet-due': ['They were terminated before their scheduled start, and will start nevertheless.'],
  'turn-unfinished': ['Their last turn was not finished.'],
  'rewind-not-taken': ['They were rewound, and no worker took that up.'],
  'history-too-large': ['Their histories are too large.'],
  'row-differs': ['Their rows and histories disagree.'],
  'payload-missing': ['Large payloads of theirs are missing.'],
  'generation-stale': ['Their rows and histories are of different runs.'],
};

function capital(phrase: Phrase): Phrase {
  return typeof phrase === 'string' ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
}

function firstText(sentence: Sentence, kind: Exclude<Phrase, string>['kind']): string | null {
  for (const phrase of sentence) {
    if (typeof phrase === 'string' || phrase.kind !== kind) continue;
    if (phrase.kind === 'name') return phrase.name;
    if (phrase.kind === 'instance') return phrase.instanceId;
  }
  return null;
}

/** What is the same for all instances of the finding's group; `null` = nothing but the rule. */
export function subjectOf({ rule, sentence }: Finding, partition: number | null): string | null {
  if (byPartition[rule] !== undefined) return partition === null ? null : `partition ${partition}`;
  if (byEntity[rule] !== undefined) return firstText(sentence, 'instance');
  return byName[rule] === undefined ? null : firstText(sentence, 'name');
}

/** `example` is the sentence about one of them, for rules that need no other. */
export function groupSentence(rule: FindingRule, subject: string | null, example: Sentence): Sentence {
  const special =
    subject === null
      ? undefined
      : (byName[rule]?.(nameOf(subject)) ?? byEntity[rule]?.(idOf(subject)) ?? byPartition[rule]?.(subject));
  return special ?? byRule[rule] ?? example;
}

export function isOfPartition(rule: FindingRule): boolean {
  return byPartition[rule] !== undefined;
}
