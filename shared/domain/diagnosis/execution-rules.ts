import { isSameRun } from './execution-signs.ts';
import type { Rule } from './rule.ts';
import { activities } from './rules/activity.ts';
import { awaitsEvent } from './rules/awaits-event.ts';
import { children } from './rules/children.ts';
import { entityCalls } from './rules/entity-calls.ts';
import { eventOfOtherName } from './rules/event-of-other-name.ts';
import { lockedEntity, locks } from './rules/locks.ts';
import { missingPayloads } from './rules/missing-payloads.ts';
import { retries } from './rules/retrying.ts';
import { rewindNotTaken, rewoundFailedAgain } from './rules/rewind.ts';
import { rowAndHistory } from './rules/row-and-history.ts';
import { scheduledStart } from './rules/scheduled-start.ts';
import { historySize } from './rules/size.ts';
import { behindSuspension, suspended } from './rules/suspended.ts';
import { terminationCutShort } from './rules/termination.ts';
import { timers } from './rules/timer.ts';
import { unfinishedTurn } from './rules/turn.ts';

/** What the instance waits for, by its history. */
const waitRules: readonly Rule[] = [
  activities,
  awaitsEvent,
  children,
  entityCalls,
  eventOfOtherName,
  locks,
  retries,
  timers,
];

/** What the history says of the run that the row is of. */
const runRules: readonly Rule[] = [
  ...waitRules.map(behindSuspension),
  historySize,
  rewindNotTaken,
  rewoundFailedAgain,
  terminationCutShort,
  unfinishedTurn,
];

const onSameRun =
  (rule: Rule): Rule =>
  (facts) =>
    isSameRun(facts) ? rule(facts) : [];

/** What holds whatever the history says. */
export const rowRules: readonly Rule[] = [lockedEntity, missingPayloads, scheduledStart, suspended];

/** What the row and the history of the instance tell, and those of its family. */
export const executionRules: readonly Rule[] = [...runRules.map(onSameRun), ...rowRules, rowAndHistory];

/** Of a history whose end is not known, what more of it could not change. */
export const beginningRules: readonly Rule[] = [...rowRules, onSameRun(historySize)];
