import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  rewound,
  rowKeyOf,
  sent,
  started,
  timeOfRow,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';
import { placeOfMessage, sequenceRows } from './sequence-runs.ts';
import { buildSequence } from './sequence.ts';

function sequenceOf(...rows: readonly (HistoryRow | readonly HistoryRow[])[]) {
  const events = makeHistory(...rows);
  return buildSequence(buildExecution(events), events);
}

function arrowsOf(...rows: readonly (HistoryRow | readonly HistoryRow[])[]): string[] {
  return sequenceOf(...rows).messages.map(({ kind, from, to }) => `${kind}: ${from} > ${to}`);
}

describe('messages', () => {
  it('go from the orchestrator to functions and children, and come back', () => {
    const arrows = arrowsOf(
      turn(started(), asked(0, 'Charge'), childAsked(1, 'Ship', 'order:ship')),
      turn(done(0), { eventType: 'SubOrchestrationInstanceFailed', taskScheduledId: 1 }, ended('Failed')),
    );
    expect(arrows).toEqual([
      'start: outside > orchestrator',
      'call: orchestrator > function Charge',
      'call: orchestrator > child order:ship',
      'result: function Charge > orchestrator',
      'failure: child order:ship > orchestrator',
      'end: orchestrator > outside',
    ]);
  });

  it('of timers stay with the orchestrator, events and commands come from outside', () => {
    const arrows = arrowsOf(
      turn(started(), timer(0)),
      turn(raised('Approve'), { eventType: 'ExecutionSuspended' }),
      turn({ eventType: 'ExecutionResumed' }, fired(0)),
    );
    expect(arrows.slice(1)).toEqual([
      'timer: orchestrator > orchestrator',
      'event: outside > orchestrator',
      'command: outside > orchestrator',
      'command: outside > orchestrator',
      'timer-fired: orchestrator > orchestrator',
    ]);
  });

  it('to entities are calls with an answer, signals and releases', () => {
    const requestId = '22a5f5be-6821-e503-109d-8d459f2f2251';
    const lock = { kind: 'lock' as const, requestId, lockSet: ['@account@a', '@account@b'] };
    const arrows = arrowsOf(
      turn(started(), sent(0, '@account@a', lock), sent(1, '@log@all', { kind: 'signal' })),
      turn(raised(requestId, entityMessage({ kind: 'response' }))),
      turn(sent(2, '@account@b', { kind: 'release', requestId }, 'release')),
    );
    expect(arrows.slice(1)).toEqual([
      'call: orchestrator > entity @account@a',
      'send: orchestrator > entity @log@all',
      'result: entity @account@a > orchestrator',
      'send: orchestrator > entity @account@b',
    ]);
  });

  it('start and end with the parent where there is one', () => {
    const parent = { instanceId: 'order-7', executionId: null, name: 'Order', taskScheduledId: 3 };
    const { lanes, messages } = sequenceOf(turn({ ...started('Ship'), parent }, ended()));
    expect(lanes).toMatchObject([
      { id: 'parent', name: 'Order', instanceId: 'order-7' },
      { id: 'orchestrator', name: 'Ship' },
    ]);
    expect(messages.map(({ from, to }) => [from, to])).toEqual([
      ['parent', 'orchestrator'],
      ['orchestrator', 'parent'],
    ]);
  });

  it('that answer know since when, attempt by attempt', () => {
    const { messages } = sequenceOf(
      turn(started(), asked(0)),
      turn(failed(0), timer(1)),
      turn(fired(1), asked(2)),
      turn(done(2)),
    );
    const answers = messages.filter(({ kind }) => kind === 'failure' || kind === 'result');
    expect(answers).toMatchObject([
      { attempt: 0, since: timeOfRow(2), at: timeOfRow(5) },
      { attempt: 1, since: timeOfRow(10), at: timeOfRow(13) },
    ]);
  });

  it('of rewound rows are still there, and marked', () => {
    const { messages } = sequenceOf(turn(started(), asked(0)), turn(rewound(failed(0))));
    expect(messages.at(-1)).toMatchObject({ kind: 'failure', isRewound: true });
  });
});

describe('lanes', () => {
  it('are shared by children of one name when there are many', () => {
    const children = Array.from({ length: 7 }, (_, i) => childAsked(i, 'Ship', `order:${i}`));
    const { lanes } = sequenceOf(
      turn(started(), children[0] ?? {}),
      ...children.slice(1).map((c) => turn(c)),
    );
    expect(lanes.map(({ id }) => id)).toEqual(['outside', 'orchestrator', 'child of Ship']);
  });
});

describe('runs', () => {
  const count = 20;
  const ids = Array.from({ length: count }, (_, i) => i);
  const wide = sequenceOf(
    turn(started(), ...ids.map((id) => asked(id, 'Square'))),
    ...ids.map((id) => turn(id === 5 ? failed(id) : done(id))),
    turn(ended()),
  );

  it('fold calls and answers of siblings, whatever came of them', () => {
    expect(sequenceRows(wide, new Set()).map((row) => row.kind)).toEqual([
      'message',
      'run',
      'run',
      'message',
    ]);
    expect(wide.runs.map(({ counts }) => counts)).toEqual([
      { call: count },
      { result: count - 1, failure: 1 },
    ]);
  });

  it('unfold one by one, and lead to each message either way', () => {
    const [, answers] = wide.runs;
    const rows = sequenceRows(wide, new Set([answers?.id ?? '']));
    expect(rows).toHaveLength(4 + count);
    const folded = placeOfMessage(wide, rows, rowKeyOf(2));
    expect(rows[folded]).toMatchObject({ kind: 'run', run: { first: 1 } });
    const shown = wide.messages[(answers?.first ?? 0) + 3];
    expect(rows[placeOfMessage(wide, rows, shown?.rowKey ?? '')]).toMatchObject({ message: shown });
  });

  it('leave a few siblings as they are', () => {
    const few = sequenceOf(turn(started(), asked(0), asked(1), asked(2)));
    expect(few.runs).toEqual([]);
  });
});

const anyRow: fc.Arbitrary<HistoryRow> = fc.oneof(
  fc.nat(30).map((id) => asked(id, `F${id % 3}`)),
  fc.nat(30).map((id) => done(id)),
  fc.nat(30).map((id) => failed(id)),
  fc.nat(30).map((id) => childAsked(id, 'Child', `c${id}`)),
  fc.constantFrom<HistoryRow>(
    { eventType: 'OrchestratorStarted' },
    { eventType: 'Teleported', isKnownType: false },
    raised('Approve'),
    sent(1, '@a@b', null),
    ended(),
  ),
);

it('shows every event but the orchestrator’s own turns once, between lanes it has, whatever the history', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 80 }), (rows) => {
      const { lanes, messages, runs } = sequenceOf(started(), rows);
      const spoken = rows.filter(({ eventType }) => eventType !== 'OrchestratorStarted');
      expect(messages).toHaveLength(spoken.length + 1);
      const known = new Set(lanes.map(({ id }) => id));
      for (const { from, to } of messages) expect(known.has(from) && known.has(to)).toBe(true);
      const all = sequenceRows({ lanes, messages, runs }, new Set(runs.map(({ id }) => id)));
      const shown = all.flatMap((row) => (row.kind === 'message' ? [row.message] : []));
      expect(shown).toEqual(messages);
    }),
  );
});
