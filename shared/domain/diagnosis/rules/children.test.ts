import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../contract/diagnosis.ts';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeDiagnosisFacts, makeRelated } from '../../../testing/diagnosis.ts';
import { asked, childAsked, makeHistory, started, turn } from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const events = makeHistory(turn(started(), childAsked(0)));
const later = { now: at(1800), backlog: makeBacklog({ readAt: at(1800) }) };

function findingsOf(instanceId: string, overrides: Parameters<typeof makeDiagnosisFacts>[0]): Finding[] {
  return diagnose(makeDiagnosisFacts({ ...overrides, instance: { ...overrides?.instance, instanceId } }));
}

it('waits for a child that nothing is known of', () => {
  expect(tell({ events })).toEqual([
    'awaits-child normal certain: It has been waiting for its child child (Ship) since 2026-11-21T05:00:00.2Z.',
  ]);
});

it('names the cause in the child, with its evidence and what to do there', () => {
  const findings = findingsOf('child', { events: makeHistory(turn(started('Ship'))) });
  const related = new Map([['child', makeRelated('child', { findings })]]);
  expect(tell({ events, related })).toEqual([
    'awaits-child normal likely: It has been waiting for its child child (Ship) since 2026-11-21T05:00:00.2Z. There, it has been waiting for an external event since 2026-11-21T05:00:00.2Z; which event, the history does not tell.',
  ]);
  expect(diagnose(makeDiagnosisFacts({ events, related }))[0]).toMatchObject({
    instanceId: 'child',
    nextStep: { command: 'raise-event', instanceId: 'child' },
  });
});

it('names the leaf of a line of children, of which the worst counts', () => {
  const usualDurations = new Map([['Charge', { runs: 50, p50Ms: 10, p99Ms: 50 }]]);
  const leaf = findingsOf('leaf', { events: makeHistory(turn(started(), asked(0))), usualDurations });
  const ofLeaf = makeRelated('leaf', { findings: leaf });
  const middle = findingsOf('child', {
    events: makeHistory(turn(started(), childAsked(0, 'Pack', 'leaf'))),
    related: new Map([['leaf', ofLeaf]]),
  });
  const related = new Map([
    ['child', makeRelated('child', { findings: middle, waitsFor: ['leaf'] })],
    ['leaf', ofLeaf],
    ['other', makeRelated('other')],
  ]);
  const two = makeHistory(turn(started(), childAsked(0, 'Ship', 'other'), childAsked(1)));
  expect(tell({ events: two, related })).toEqual([
    'awaits-child delayed likely: It has been waiting for its child child (Ship) since 2026-11-21T05:00:00.3Z, one of 2 that have not ended. At the end of that line, leaf: it waits for the activity Charge and has done so for 10 min, longer than any of the 50 runs that are known (50 ms).',
  ]);
  const direct = new Map([['child', makeRelated('child', { findings: middle })]]);
  expect(diagnose(makeDiagnosisFacts({ events, related: direct }))[0]?.instanceId).toBe('leaf');
  expect(tell({ events, related: direct })[0]).toContain(
    '. There, it has been waiting for its child leaf (Pack)',
  );
});

describe('a child that has ended', () => {
  const ended = (seconds: number) =>
    new Map([['child', makeRelated('child', { runtimeStatus: 'Failed', lastUpdatedAt: at(seconds) })]]);

  it('is waited for until its result is taken in', () => {
    const controlQueue = { queue: 'testhub-control-00', depth: 1, messages: [] };
    expect(tell({ events, related: ended(590) })[0]).toMatch(
      /^awaits-child normal certain: .*not been taken in yet/,
    );
    expect(tell({ events, related: ended(500), controlQueue })[0]).toMatch(/^awaits-child delayed certain/);
  });

  it('is waited for in vain once no queue holds its result', () => {
    expect(tell({ events, related: ended(500), ...later })[0]).toBe(
      'awaits-child broken certain: It has been waiting for its child child (Ship) since 2026-11-21T05:00:00.2Z, which ended at 2026-11-21T05:08:20Z (Failed); no queue holds its result any more, so it will never arrive.',
    );
  });
});

describe('a child that is not in storage', () => {
  const related = new Map([['child', makeRelated('child', { isGone: true })]]);

  it('has not begun, or is gone', () => {
    expect(tell({ events, related })[0]).toMatch(/^awaits-child normal certain: .*no worker has begun yet/);
    expect(tell({ events, related, ...later })[0]).toMatch(
      /^awaits-child delayed likely: .*or it was purged/,
    );
  });

  it('may be of a name that no worker knows', () => {
    expect(tell({ events, related, everRan: new Map([['Ship', false]]) })).toEqual([
      'unknown-orchestrator delayed possible: Perhaps no worker knows the orchestrator Ship of its child child: none of that name ever ran here, and this one was asked for at 2026-11-21T05:00:00.2Z and did not begin.',
    ]);
    expect(rulesOf({ events, related, everRan: new Map([['Ship', true]]) })).toEqual(['awaits-child']);
  });
});

it('is not told of by advice about the child', () => {
  const findings = findingsOf('child', { missingPayloads: [{ rowKey: null, what: 'Input' }] });
  const related = new Map([['child', makeRelated('child', { findings })]]);
  expect(tell({ events, related })[0]).toMatch(/^awaits-child normal/);
});
