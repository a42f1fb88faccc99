import { expect, it } from 'vitest';
import { makeDiagnosisFacts } from '../../../testing/diagnosis.ts';
import { asked, makeHistory, raised, started, timer, turn } from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const waiting = makeHistory(turn(started()));
const approve = { name: 'Approve', evidence: [{ kind: 'custom-status' as const }] };

it('says since when it waits for an event, and that the name is not known', () => {
  expect(tell({ events: waiting })).toEqual([
    'awaits-event normal likely: It has been waiting for an external event since 2026-11-21T05:00:00.2Z; which event, the history does not tell.',
  ]);
});

it('names what it probably waits for, by what, and who sent it to others', () => {
  const others = { kind: 'others' as const, instanceIds: ['a-1', 'a-2'] };
  const queued = { kind: 'queued' as const, queue: 'testhub-control-00', insertedAt: at(1) };
  const facts = makeDiagnosisFacts({
    events: waiting,
    awaitedEvents: [{ name: 'Approve', evidence: [...approve.evidence, others, queued] }],
    eventSenders: [{ eventName: 'approve', instanceId: 'desk-1', name: 'ApprovalDesk' }],
  });
  const [finding] = diagnose(facts);
  expect(finding).toMatchObject({
    rule: 'awaits-event',
    nextStep: { command: 'raise-event', eventName: 'Approve' },
  });
  expect(finding?.evidence.map((each) => [each.kind, 'q' in each ? each.q : null])).toEqual([
    ['event', null],
    ['row', null],
    ['instances', 'id:a-1,a-2'],
    ['queue', null],
    ['instances', 'id:desk-1'],
  ]);
  expect(tell({ ...facts, events: waiting })).toEqual([
    'awaits-event normal likely: It has been waiting for an external event, probably Approve, since 2026-11-21T05:00:00.2Z. Others got it from ApprovalDesk.',
  ]);
});

it('is less sure beside a timer, which may be all that it waits for', () => {
  const events = makeHistory(turn(started(), timer(0, 9000)));
  expect(rulesOf({ events })).toEqual(['awaits-timer', 'awaits-event']);
  expect(tell({ events }).at(-1)).toMatch(
    /^awaits-event normal possible: .* or until its timer fires at 2026-11-21T05:15:00Z; which/,
  );
  const supported = tell({ events, awaitedEvents: [approve] });
  expect(supported.map((line) => line.split(':')[0])).toEqual(['awaits-event normal likely']);
});

it('is not said while something else is under way, nor after the end', () => {
  expect(rulesOf({ events: makeHistory(turn(started(), asked(0))) })).toEqual(['activity-running']);
  expect(rulesOf({ instance: { runtimeStatus: 'Terminated' }, events: [] })).toEqual([]);
});

it('says that an event of another name came', () => {
  const events = makeHistory(turn(started()), turn(raised('WrongName')));
  const [first] = tell({ events, awaitedEvents: [approve], eventNamesOfOthers: ['Approve'] });
  expect(first).toBe(
    'event-of-other-name delayed likely: It got the event WrongName at 2026-11-21T05:00:00.4Z and did nothing about it: it probably waits for Approve.',
  );
});

it('takes case for no difference', () => {
  const events = makeHistory(turn(started()), turn(raised('aPPROVE')));
  expect(rulesOf({ events, awaitedEvents: [approve], eventNamesOfOthers: ['Approve'] })).toEqual([
    'awaits-event',
  ]);
  expect(rulesOf({ events, eventNamesOfOthers: ['APPROVE'] })).toEqual(['awaits-event']);
});

it('holds it for possible at most that an event was of no use when nobody knows what others take in', () => {
  const events = makeHistory(turn(started()), turn(raised('First')));
  const found = tell({ events, awaitedEvents: [{ ...approve, name: 'Second' }] });
  expect(found.map((line) => line.split(':')[0])).toEqual([
    'awaits-event normal likely',
    'event-of-other-name normal possible',
  ]);
});

it('finds nothing wrong with an event that others take in as well, or that something was asked for after', () => {
  const events = makeHistory(turn(started()), turn(raised('First')));
  expect(rulesOf({ events, eventNamesOfOthers: ['First', 'Second'] })).toEqual(['awaits-event']);
  const wentOn = makeHistory(turn(started()), turn(raised('Odd'), timer(0, 9000)));
  expect(rulesOf({ events: wentOn, eventNamesOfOthers: ['Approve'] })).not.toContain('event-of-other-name');
});
