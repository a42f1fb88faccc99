import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import type { Instant } from '../../instant.ts';
import { isTerminal } from '../../runtime-status.ts';
import { graceMs, isLongerThan, isSameRun } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { atTime, instantOf, nameOf } from '../phrases.ts';

function writtenAt(at: Instant | null): Sentence {
  return at === null ? [] : [', written', ...atTime(at)];
}

function rowSays({ instance }: DiagnosisFacts): Sentence {
  return ['The row says ', nameOf(instance.runtimeStatus), ...writtenAt(instance.lastUpdatedAt)];
}

/** A checkpoint writes the history before the row, so an end in the history is an end. */
function endedInHistory(facts: DiagnosisFacts): Finding[] {
  const { instance, model } = facts;
  const { end } = model;
  if (end?.status == null || end.status === 'ContinuedAsNew') return [];
  if (end.status === instance.runtimeStatus || !isLongerThan(facts, end.at, graceMs)) return [];
  return [
    makeFinding(facts, {
      rule: 'row-differs',
      severity: 'broken',
      certainty: 'certain',
      sentence: [
        ...['Its history ended', ...atTime(end.at), ' as ', nameOf(end.status)],
        ...[', and its row still says ', nameOf(instance.runtimeStatus), '. The history is right:'],
        ' it is written first, and the worker stopped before it wrote the row.',
      ],
      evidence: [
        ...eventEvidence(facts, end.rowKey, 'The end in the history'),
        ...rowEvidence(facts, rowSays(facts)),
      ],
      nextStep: isTerminal(instance.runtimeStatus)
        ? null
        : nextStep(
            facts,
            'Raise any event: engines from version 2.7 of DurableTask.AzureStorage on write the row anew when a message meets an instance that has ended.',
            { command: 'raise-event' },
          ),
    }),
  ];
}

/** Rows of instances that ended are written after the end in the history: somebody else wrote this one, or a rewind broke off. */
function endedInRow(facts: DiagnosisFacts): Finding[] {
  const { instance, model } = facts;
  if (!isTerminal(instance.runtimeStatus) || model.end !== null || model.eventCount === 0) return [];
  if (!isLongerThan(facts, instance.lastUpdatedAt, graceMs)) return [];
  const isHalfRewound =
    instance.runtimeStatus === 'Failed' && model.marks.some(({ kind }) => kind === 'rewind');
  return [
    makeFinding(facts, {
      rule: 'row-differs',
      severity: 'delayed',
      certainty: 'likely',
      sentence: [
        ...[
          'Its row says ',
          nameOf(instance.runtimeStatus),
          ', and its history has no end. The engine goes by the history:',
        ],
        ' the next message wakes it, and it goes on.',
      ],
      evidence: [...rowEvidence(facts, rowSays(facts))],
      nextStep: isHalfRewound
        ? nextStep(facts, 'Rewind it again: that does what a rewind that broke off left undone.', {
            command: 'rewind',
          })
        : nextStep(facts, 'Purge it if it shall not go on: that deletes the history too.', {
            command: 'purge',
          }),
    }),
  ];
}

function suspendedInOne(facts: DiagnosisFacts): Finding[] {
  const { instance, model } = facts;
  const isInRow = instance.runtimeStatus === 'Suspended';
  const mark = model.marks.findLast(({ kind }) => kind === 'suspend' || kind === 'resume');
  const isKnown = isInRow || instance.runtimeStatus === 'Running';
  if (model.end !== null || !isKnown || model.eventCount === 0 || isInRow === model.isSuspended) return [];
  const at = mark?.at ?? instance.lastUpdatedAt;
  if (!isLongerThan(facts, at, graceMs)) return [];
  return [
    makeFinding(facts, {
      rule: 'row-differs',
      severity: 'delayed',
      certainty: 'likely',
      sentence: [
        `By its history it is ${model.isSuspended ? '' : 'not '}suspended, and its row says `,
        nameOf(instance.runtimeStatus),
        '. The history is right: it is written first.',
      ],
      evidence: [
        ...eventEvidence(facts, mark?.rowKey, 'What the history says'),
        ...rowEvidence(facts, rowSays(facts)),
      ],
    }),
  ];
}

/** The history is of a later run than the row: ContinueAsNew wrote the history, and the row did not follow. */
function otherRun(facts: DiagnosisFacts): Finding[] {
  const { instance, model, history } = facts;
  if (isSameRun(facts) || instance.kind === 'entity') return [];
  const isRowLater = (instance.createdAt ?? '') >= (model.createdAt ?? '');
  const at = isRowLater ? instance.createdAt : model.createdAt;
  const isLate = isLongerThan(facts, at, graceMs);
  const runs = rowEvidence(facts, [
    ...['The row is of run ', nameOf(instance.executionId ?? ''), ', the history of '],
    nameOf(history?.executionId ?? ''),
  ]);
  if (isRowLater) {
    if (instance.runtimeStatus !== 'Pending') return [];
    return [
      makeFinding(facts, {
        rule: 'generation-stale',
        severity: isLate && (instance.scheduledStartAt ?? '') <= facts.now ? 'delayed' : 'normal',
        certainty: 'certain',
        sentence: [
          'Its history is that of the run before: the id was started again',
          ...(at === null ? [] : [' at ', instantOf(at)]),
          ', and no worker has begun that run.',
        ],
        evidence: runs,
      }),
    ];
  }
  if (!isLate) return [];
  return [
    makeFinding(facts, {
      rule: 'generation-stale',
      severity: 'delayed',
      certainty: 'likely',
      sentence: [
        'Its row is that of the run before: the history is of a run that began',
        ...atTime(at),
        '. The history is right; the row follows with the next checkpoint.',
      ],
      evidence: runs,
    }),
  ];
}

/** Row and history are written one after the other; where they disagree for long, one of them was not written. */
export function rowAndHistory(facts: DiagnosisFacts): Finding[] {
  if (facts.instance.kind === 'entity') return [];
  if (!isSameRun(facts)) return otherRun(facts);
  return [...endedInHistory(facts), ...endedInRow(facts), ...suspendedInOne(facts)];
}
