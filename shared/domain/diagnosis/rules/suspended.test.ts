import { expect, it } from 'vitest';
import { makeDiagnosisFacts } from '../../../testing/diagnosis.ts';
import {
  asked,
  inlinePayload,
  makeHistory,
  raised,
  started,
  timer,
  turn,
} from '../../../testing/execution-history.ts';
import { at, makePayloadInfo } from '../../../testing/instances.ts';
import { tell } from '../../../testing/told-findings.ts';
import { diagnose } from '../diagnose.ts';

const suspension = turn({
  eventType: 'ExecutionSuspended',
  payloads: { Reason: inlinePayload('waiting for the auditors') },
});
const instance = { runtimeStatus: 'Suspended' } as const;

it('says since when and why it is suspended, and offers to resume it', () => {
  const events = makeHistory(turn(started()), suspension);
  const [first] = tell({ instance, events });
  expect(first).toBe(
    'suspended normal certain: It has been suspended since 2026-11-21T05:00:00.4Z: waiting for the auditors.',
  );
  const [finding] = diagnose(makeDiagnosisFacts({ instance, events }));
  expect(finding?.nextStep?.command).toBe('resume');
  expect(finding?.evidence).toMatchObject([{ kind: 'event', rowKey: '0000000000000004' }]);
});

it('says who did it where that is known', () => {
  const suspendedBy = { actor: 'kim@example.org', at: at(1) };
  const [first] = tell({ instance, events: makeHistory(turn(started()), suspension), suspendedBy });
  expect(first).toContain('It has been suspended by kim@example.org since');
});

it('takes the reason from the row when the history has none', () => {
  const output = makePayloadInfo({ ref: 'Output', preview: 'by hand' });
  const [first] = tell({ instance: { ...instance, output } });
  expect(first).toContain(': by hand.');
});

it('says what came meanwhile', () => {
  const events = makeHistory(turn(started()), suspension, turn(raised('Approve')));
  const [first] = tell({ instance, events });
  expect(first).toMatch(/What came meanwhile waits to be taken in: Approve\.$/);
});

it('comes before whatever else is slow about it', () => {
  const rows = [...turn(started(), asked(0), timer(1, 100)), ...suspension];
  const usualDurations = new Map([['Charge', { runs: 100, p50Ms: 10, p99Ms: 20 }]]);
  const findings = tell({ instance, events: makeHistory(rows), usualDurations });
  expect(findings.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'suspended normal',
    'timer-overdue advice',
    'activity-slow advice',
  ]);
});

it('is not said of one that was resumed', () => {
  const rows = [...turn(started()), ...suspension, ...turn({ eventType: 'ExecutionResumed' })];
  expect(tell({ events: makeHistory(rows) }).join()).not.toContain('suspended');
});
