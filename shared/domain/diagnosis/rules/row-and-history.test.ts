import { describe, expect, it } from 'vitest';
import { asked, ended, makeHistory, rewound, started, turn } from '../../../testing/execution-history.ts';
import { makeDiagnosisFacts } from '../../../testing/diagnosis.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const over = makeHistory(turn(started(), ended()));
const underWay = makeHistory(turn(started(), asked(0)));

describe('row and history disagree', () => {
  it('about the end: the history is right', () => {
    expect(tell({ events: over })).toEqual([
      'row-differs broken certain: Its history ended at 2026-11-21T05:00:00.2Z as Completed, and its row still says Running. The history is right: it is written first, and the worker stopped before it wrote the row.',
    ]);
  });

  it('about which end: the history is right', () => {
    expect(rulesOf({ instance: { runtimeStatus: 'Failed' }, events: over })).toEqual(['row-differs']);
  });

  it('about an end that the history does not have: the engine goes on', () => {
    expect(tell({ instance: { runtimeStatus: 'Terminated' }, events: underWay })[0]).toMatch(
      /^row-differs delayed likely: Its row says Terminated, and its history has no end/,
    );
  });

  it('after a rewind that broke off, which can be given again', () => {
    const events = makeHistory(turn(started(), rewound(ended('Failed'))));
    const [finding] = diagnose(makeDiagnosisFacts({ instance: { runtimeStatus: 'Failed' }, events }));
    expect(finding).toMatchObject({ rule: 'row-differs', nextStep: { command: 'rewind' } });
  });

  it('about a suspension', () => {
    const suspended = makeHistory(turn(started(), asked(0)), turn({ eventType: 'ExecutionSuspended' }));
    const found = tell({ events: suspended });
    expect(found[0]).toMatch(
      /^row-differs delayed likely: By its history it is suspended, and its row says Running/,
    );
    expect(rulesOf({ instance: { runtimeStatus: 'Suspended' }, events: underWay })[0]).toBe('row-differs');
  });

  it('for a moment only while a checkpoint is written', () => {
    expect(rulesOf({ events: over, now: at(30) })).toEqual([]);
  });
});

describe('row and history agree', () => {
  it('that it ended', () => {
    for (const runtimeStatus of ['Completed', 'Failed', 'Terminated'] as const) {
      expect(
        rulesOf({ instance: { runtimeStatus }, events: makeHistory(turn(started(), ended(runtimeStatus))) }),
      ).toEqual([]);
    }
  });

  it('when it never began', () => {
    expect(rulesOf({ instance: { runtimeStatus: 'Terminated' } })).toEqual([]);
  });

  it('when one continued as new', () => {
    const continued = makeHistory(turn(started(), ended('ContinuedAsNew')));
    expect(rulesOf({ events: continued })).toEqual([]);
  });
});

describe('row and history of different runs', () => {
  const history = { executionId: 'another', isCheckpointComplete: true };

  it('are of an id that was started again and not begun', () => {
    const instance = { runtimeStatus: 'Pending', createdAt: at(100) } as const;
    expect(tell({ instance, history, events: over })).toEqual([
      'generation-stale delayed certain: Its history is that of the run before: the id was started again at 2026-11-21T05:01:40Z, and no worker has begun that run.',
    ]);
    const justNow = { ...instance, createdAt: at(590) };
    expect(tell({ instance: justNow, history, events: over })[0]).toMatch(/^generation-stale normal/);
  });

  it('are no sign that a scheduled start is late', () => {
    const instance = { runtimeStatus: 'Pending', createdAt: at(100), scheduledStartAt: at(9000) } as const;
    const found = tell({ instance, history, events: over });
    expect(found.map((line) => line.split(':')[0])).toEqual([
      'not-due normal certain',
      'generation-stale normal certain',
    ]);
  });

  it('tell that the row did not follow, when the history is the later one', () => {
    const later = makeHistory(turn(started(), asked(0)).map((row) => ({ ...row, timestamp: at(300) })));
    expect(tell({ history, events: later })[0]).toMatch(
      /^generation-stale delayed likely: Its row is that of the run before/,
    );
  });

  it('are usual for entities, and for those who ended meanwhile', () => {
    expect(rulesOf({ instance: { instanceId: '@a@1' }, history, events: over })).toEqual([]);
    expect(
      rulesOf({ instance: { runtimeStatus: 'Terminated', createdAt: at(100) }, history, events: over }),
    ).toEqual([]);
  });
});

describe('missing payloads', () => {
  const ofRow = { rowKey: null, what: 'Output' };
  const ofEvent = { rowKey: '0000000000000002', what: 'Result of Charge' };

  it('break one that has not ended, when they are of its history', () => {
    expect(tell({ events: underWay, missingPayloads: [ofEvent] })[0]).toBe(
      'payload-missing broken certain: A large payload (Result of Charge) is gone from blob storage: a worker cannot load the history, so whatever wakes the instance fails.',
    );
  });

  it('only cannot be shown otherwise', () => {
    expect(tell({ instance: { runtimeStatus: 'Completed' }, missingPayloads: [ofEvent, ofRow] })).toEqual([
      'payload-missing advice certain: 2 large payloads are gone from blob storage and cannot be shown any more.',
    ]);
  });
});
