import type { Finding } from '../../../contract/diagnosis.ts';
import type { ExecutionModel } from '../../execution/execution-model.ts';
import { adviseOnSize, sizeGrowth } from '../../execution/size-advice.ts';
import { elapsedMs, type Instant } from '../../instant.ts';
import { isUnfinishedOrchestration } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { bytesOf, countOf, durationOf } from '../phrases.ts';

const dayMs = 86_400_000;
/** What an hour brought is no pace yet, and what is further off than this nobody acts upon. */
const leastLifeMs = 3_600_000;
const foreseenMs = 30 * dayMs;
/** Part of the turns that must lie in the later half of its life. */
const leastLateTurns = 0.25;

/** A burst at the beginning is over; what grows goes on having turns. */
function isStillGrowing({ turns, startedAt, createdAt }: ExecutionModel, now: Instant): boolean {
  const from = startedAt ?? createdAt;
  if (from === null) return false;
  const lifeMs = elapsedMs(from, now);
  if (lifeMs < leastLifeMs) return false;
  const late = turns.filter(
    (turn) => turn.startedAt !== null && elapsedMs(from, turn.startedAt) > lifeMs / 2,
  );
  return late.length >= turns.length * leastLateTurns;
}

function tooLarge(facts: DiagnosisFacts, isWhole: boolean): Finding {
  const { sizes } = facts.model;
  const { reads, advice } = adviseOnSize(facts.model);
  return makeFinding(facts, {
    rule: 'history-too-large',
    severity: 'advice',
    certainty: 'certain',
    sentence: [
      isWhole ? 'Its history has ' : 'Its history has at least ',
      countOf(sizes.rows),
      ' events and ',
      bytesOf(sizes.payloadBytes),
      ' of payloads: a worker that does not have it in memory reads all of it, with ',
      countOf(reads),
      ' requests, before it goes on.',
    ],
    evidence: rowEvidence(facts, 'The size of its history'),
    nextStep: nextStep(
      facts,
      advice[0] ?? 'Let it continue as new after a number of rounds, or split it into sub-orchestrations.',
    ),
  });
}

function growing(facts: DiagnosisFacts): Finding[] {
  const { model, now } = facts;
  const growth = sizeGrowth(model, now);
  const dueInMs = growth?.alarmingInMs ?? null;
  if (growth === null || dueInMs === null || dueInMs > foreseenMs || !isStillGrowing(model, now)) return [];
  return [
    makeFinding(facts, {
      rule: 'history-growing',
      severity: 'advice',
      certainty: 'likely',
      sentence: [
        'Its history grows by ',
        countOf(Math.round(growth.perDay.rows)),
        ' events a day, has ',
        countOf(model.sizes.rows),
        ', and will be too large in about ',
        durationOf(dueInMs),
        '.',
      ],
      evidence: rowEvidence(facts, 'The size of its history'),
      nextStep: nextStep(
        facts,
        adviseOnSize(model).advice[0] ??
          'ContinueAsNew after a number of rounds starts with an empty history.',
      ),
    }),
  ];
}

/** Every turn reads the history anew where the worker has not kept it, so what grows gets slower and slower. */
export function historySize(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  if (adviseOnSize(facts.model).level === 'alarming')
    return [tooLarge(facts, !facts.unread.includes('end-of-history'))];
  return growing(facts);
}
