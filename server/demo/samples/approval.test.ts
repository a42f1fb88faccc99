import { expect, it } from 'vitest';
import { approvalSample } from './approval.ts';
import { minute } from './orchestration.ts';
import { runSample } from './run-sample.ts';

const ask = (deadlineMinutes: number | null, answer?: { atMs: number; data?: unknown }) =>
  runSample(approvalSample, 'Approval', {
    input: { subject: 'laptop', requestedBy: 'ada', approver: 'grace', deadlineMinutes },
    events: answer ? [{ ...answer, name: 'Approve' }] : [],
  });

it.each([
  ['approved', { atMs: 1000 }],
  ['approved', { atMs: 1000, data: { by: 'grace' } }],
  ['rejected', { atMs: 1000, data: false }],
])('is %s by an answer in time (%o)', (outcome, answer) => {
  expect(ask(5, answer)).toMatchObject({ result: { subject: 'laptop', outcome }, openTimers: 0 });
});

it('expires at its deadline', () => {
  expect(ask(5)).toMatchObject({ result: { outcome: 'expired' }, endedAtMs: 5 * minute });
});

it('waits for good without a deadline', () => {
  expect(ask(null)).toMatchObject({ outcome: 'waiting', log: ['AskApprover'] });
  expect(ask(null, { atMs: 1, data: false })).toMatchObject({ result: { outcome: 'rejected' } });
});
