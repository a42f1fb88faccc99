import { describe, expect, it } from 'vitest';
import { makeDiagnosisFacts, makeRelated } from '../../testing/diagnosis.ts';
import {
  asked,
  childAsked,
  done,
  ended,
  entityMessage,
  failed,
  fired,
  makeHistory,
  raised,
  sent,
  started,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { at } from '../../testing/instances.ts';
import { rulesOf, tell } from '../../testing/told-findings.ts';
import { diagnose } from './diagnose.ts';

const call = entityMessage({ kind: 'call', requestId: '1', operation: 'get' });
const underWay: Record<string, readonly HistoryRow[]> = {
  'an activity': turn(started(), asked(0)),
  'many activities': turn(started(), asked(0), asked(1), asked(2)),
  'a child': turn(started(), childAsked(0)),
  'an event': turn(started()),
  'the second of two events': [...turn(started()), ...turn(raised('First'))],
  'an event with a time limit': turn(started(), timer(0, 90_000)),
  'a timer': [...turn(started(), timer(0, 1)), ...turn(fired(0, 1), timer(1, 90_000))],
  'an entity': turn(started(), sent(0, '@a@1', call)),
  'an activity after one that failed and was handled': [
    ...turn(started(), asked(0, 'Reserve')),
    ...turn(failed(0), asked(1, 'Refund')),
  ],
};

describe('an instance that waits for what it is meant to wait for', () => {
  it.each(Object.keys(underWay))('%s', (what) => {
    const related = new Map([['child', makeRelated('child')]]);
    const findings = diagnose(makeDiagnosisFacts({ events: makeHistory(underWay[what]!), related }));
    expect(findings.length).toBeGreaterThan(0);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['normal']));
  });

  it('a start that was asked for a moment ago', () => {
    const lines = tell({ instance: { runtimeStatus: 'Pending', createdAt: at(595) } });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['not-started normal certain']);
  });
});

it.each(['Completed', 'Failed', 'Terminated'] as const)('says nothing of one that is %s', (runtimeStatus) => {
  const rows = [...turn(started(), asked(0), timer(1)), ...turn(done(0), ended(runtimeStatus))];
  expect(tell({ instance: { runtimeStatus }, events: makeHistory(rows) })).toEqual([]);
});

it('says nothing of entities at rest', () => {
  expect(tell({ instance: { instanceId: '@a@1' }, events: makeHistory(turn(started('@a@1'))) })).toEqual([]);
});

describe('when part of it could not be read', () => {
  const suspended = { runtimeStatus: 'Suspended' } as const;

  const rulesOfRow = (overrides: Parameters<typeof rulesOf>[0]) =>
    rulesOf(overrides).filter((rule) => rule !== 'storage-unreadable');

  it('goes by the row alone', () => {
    expect(tell({ instance: suspended, unread: ['history'] })[0]).toBe(
      'suspended normal certain: It has been suspended since 2026-11-21T05:00:02Z.',
    );
    expect(rulesOfRow({ unread: ['history'] })).toEqual([]);
  });

  it('says nothing that the rest of the history could contradict', () => {
    const events = makeHistory(turn(started(), asked(0)));
    expect(rulesOfRow({ events, waits: [], unread: ['end-of-history'] })).toEqual([]);
    const isOver = { runtimeStatus: 'Completed' } as const;
    expect(rulesOfRow({ instance: isOver, events, unread: ['end-of-history'] })).toEqual([]);
  });
});
