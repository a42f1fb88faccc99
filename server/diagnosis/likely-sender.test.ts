import { expect, it, onTestFinished } from 'vitest';
import type { HistoryEvent } from '../../shared/contract/history.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import {
  childAsked,
  ended,
  makeHistory,
  raised,
  sent,
  started,
  turn,
} from '../../shared/testing/execution-history.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { startTestApp } from '../testing/test-app.ts';
import { diagnoseInstanceOf } from './diagnose-instance.ts';

const parent = { instanceId: 'desk-1', executionId: null, name: 'ApprovalDesk', taskScheduledId: 0 };
const child = { ...started('Approval'), parent };

function historyOf(events: HistoryEvent[]) {
  return { executionId: '22df34922d264e51a2e100c2c15817e7', isCheckpointComplete: true, events };
}

async function openHub() {
  const approval = { name: 'Approval', createdAt: at(0) };
  const hub = new MemoryTaskHub({
    instances: [
      makeInstanceRow({ ...approval, instanceId: 'answered', runtimeStatus: 'Completed' }),
      makeInstanceRow({ ...approval, instanceId: 'waiting' }),
      makeInstanceRow({ instanceId: 'desk-1', name: 'ApprovalDesk' }),
      makeInstanceRow({ instanceId: 'waits-for-child', name: 'Caller', createdAt: at(0) }),
      makeInstanceRow({ ...approval, instanceId: 'mistaken' }),
      makeInstanceRow({ instanceId: 'starter', name: 'Starter', createdAt: at(0) }),
      makeInstanceRow({ instanceId: 'free', name: 'Ship', tags: { FireAndForget: '' } }),
    ],
    backlog: makeBacklog({ readAt: at(1200) }),
    histories: {
      answered: historyOf(makeHistory(turn(child), turn(raised('Approve'), ended()))),
      waiting: historyOf(makeHistory(turn(child))),
      mistaken: historyOf(makeHistory(turn(child), turn(raised('Aproved')))),
      starter: historyOf(makeHistory(turn(started('Starter'), childAsked(0, 'Ship', 'free')))),
      'desk-1': historyOf(makeHistory(turn(started('ApprovalDesk'), sent(0, 'answered', null, 'Approve')))),
      'waits-for-child': historyOf(
        makeHistory(turn(started('Caller'), childAsked(0, 'NeverDeployed', 'lost'))),
      ),
    },
  });
  const app = await startTestApp(hub);
  onTestFinished(() => app.close());
  return app.hub(`memory~${hub.ref.name}`);
}

it('names who sent the awaited event to others', async () => {
  const { findings } = await diagnoseInstanceOf(await openHub(), 'waiting', { withFamily: false });
  const found = findings.find(({ rule }) => rule === 'awaits-event');
  expect(sentenceText(found?.sentence ?? [])).toContain('Others got it from ApprovalDesk.');
});

it('does not expect an event that others got by mistake, and tells of it where it came', async () => {
  const open = await openHub();
  const waiting = await diagnoseInstanceOf(open, 'waiting', { withFamily: false });
  expect(sentenceText(waiting.findings[0]?.sentence ?? [])).toContain('probably Approve,');
  const { findings } = await diagnoseInstanceOf(open, 'mistaken', { withFamily: false });
  expect(findings[0]).toMatchObject({ rule: 'event-of-other-name', certainty: 'likely' });
});

it('knows that nobody waits for a child that was started to be forgotten', async () => {
  const { findings, chain } = await diagnoseInstanceOf(await openHub(), 'starter', { withFamily: true });
  expect(findings[0]?.rule).toBe('awaits-event');
  expect(findings.map(({ rule }) => rule)).not.toContain('awaits-child');
  expect(chain).toHaveLength(1);
});

it('doubts the orchestrator of a child that did not begin', async () => {
  const { findings } = await diagnoseInstanceOf(await openHub(), 'waits-for-child', { withFamily: true });
  expect(findings.map(({ rule }) => rule)).toContain('unknown-orchestrator');
});
