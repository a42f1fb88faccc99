import { describe, expect, it } from 'vitest';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeDiagnosisFacts } from '../../../testing/diagnosis.ts';
import {
  asked,
  done,
  ended,
  failed,
  inlinePayload,
  makeHistory,
  rewound,
  started,
  turn,
} from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

describe('a turn without its end', () => {
  const open = makeHistory({ eventType: 'OrchestratorStarted' }, started());

  it('is unfinished once turns usually are over', () => {
    expect(tell({ events: open })[0]).toMatch(
      /^turn-unfinished delayed likely: Its last turn, which began at .*Z, has not ended: /,
    );
    expect(rulesOf({ events: open, now: at(30) })).toEqual([]);
  });

  it('is unfinished for certain when the checkpoint says so', () => {
    const history = { executionId: null, isCheckpointComplete: false };
    const events = makeHistory(turn(started(), asked(0)));
    expect(tell({ events, history })[0]).toMatch(
      /^turn-unfinished delayed certain: Its last checkpoint of .*Z was not written/,
    );
    expect(rulesOf({ events })).toEqual(['activity-running']);
  });

  it('is not what a suspended instance holds back', () => {
    const rows = [
      ...turn(started(), asked(0)),
      ...turn({ eventType: 'ExecutionSuspended' }),
      ...turn(done(0)),
    ];
    expect(rulesOf({ instance: { runtimeStatus: 'Suspended' }, events: makeHistory(rows) })).toEqual([
      'suspended',
    ]);
  });
});

describe('a terminate that was taken in', () => {
  it('is not applied while the history has no end', () => {
    const terminate = { eventType: 'ExecutionTerminated', payloads: { Input: inlinePayload('enough') } };
    const events = makeHistory(turn(started(), asked(0)), { eventType: 'OrchestratorStarted' }, terminate);
    expect(tell({ events })).toContain(
      'terminate-not-applied delayed likely: It took in a terminate at 2026-11-21T05:00:00.5Z: enough, and its history has no end yet: the turn that ends it was not written.',
    );
    const ending = makeHistory(turn(started()), turn(terminate, ended('Terminated')));
    expect(rulesOf({ instance: { runtimeStatus: 'Terminated' }, events: ending })).toEqual([]);
  });
});

describe('a rewind', () => {
  const rows = [...turn(started(), rewound(asked(0))), ...turn(rewound(failed(0)), rewound(ended('Failed')))];
  const instance = { runtimeStatus: 'Pending', lastUpdatedAt: at(100) } as const;
  const controlQueue = { queue: 'testhub-control-00', depth: 1, messages: [] };

  it('waits for a worker', () => {
    const facts = { instance, events: makeHistory(rows), controlQueue };
    expect(tell(facts)).toEqual([
      'rewind-not-taken delayed certain: It was rewound at 2026-11-21T05:01:40Z, and no worker has taken that up to run Charge again.',
    ]);
    expect(tell({ ...facts, instance: { ...instance, lastUpdatedAt: at(590) } })[0]).toMatch(
      /^rewind-not-taken normal/,
    );
  });

  it('is lost when no queue holds its message', () => {
    const facts = {
      instance,
      events: makeHistory(rows),
      now: at(1800),
      backlog: makeBacklog({ readAt: at(1800) }),
    };
    expect(tell(facts)[0]).toMatch(/^rewind-not-taken broken certain: .*will not go on by itself/);
    expect(diagnose(makeDiagnosisFacts(facts))[0]?.nextStep?.command).toBe('rewind');
  });

  it('says that it failed again, for the same reason or another', () => {
    const again = (reason: string) =>
      makeHistory(
        rows,
        turn({ eventType: 'GenericEvent' }, asked(0)),
        turn(failed(0, reason), ended('Failed')),
      );
    const failedRow = { runtimeStatus: 'Failed' } as const;
    const [other] = tell({ instance: failedRow, events: again('no funds') });
    expect(other).toMatch(
      /^rewound-failed-again broken certain: It was rewound and failed again at \S+, in Charge: no funds\.$/,
    );
    expect(rulesOf({ instance: failedRow, events: makeHistory(turn(started(), ended('Failed'))) })).toEqual(
      [],
    );
    const completed = makeHistory(
      rows,
      turn({ eventType: 'GenericEvent' }, asked(0)),
      turn(done(0), ended()),
    );
    expect(rulesOf({ instance: { runtimeStatus: 'Completed' }, events: completed })).toEqual([]);
  });

  it('sees that what failed before failed in the same words', () => {
    const details = { FailureDetails: inlinePayload('{"ErrorType":"X","ErrorMessage":"no funds"}') };
    const before = [
      ...turn(started(), rewound(asked(0))),
      ...turn(rewound({ ...failed(0), payloads: details }), rewound(ended('Failed'))),
    ];
    const events = makeHistory(
      before,
      turn({ eventType: 'GenericEvent' }, asked(0)),
      turn(
        { ...failed(0, 'no funds'), payloads: { ...failed(0, 'no funds').payloads, ...details } },
        ended('Failed'),
      ),
    );
    expect(tell({ instance: { runtimeStatus: 'Failed' }, events })[0]).toContain(
      'for the same reason, in Charge: no funds.',
    );
  });
});
