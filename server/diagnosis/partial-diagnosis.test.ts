import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HistoryEvent } from '../../shared/contract/history.ts';
import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { makeQueuedMessage } from '../../shared/testing/diagnosis.ts';
import { at, makeInstanceDetail, makeInstanceRow } from '../../shared/testing/instances.ts';
import { activity, completed, ScriptedHistory } from '../../shared/testing/scripted-history.ts';
import { AppError } from '../errors.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { diagnoseInstanceOf } from './diagnose-instance.ts';

const down = new AppError('store-unavailable', 'The account does not answer.');

function scripted(write: (history: ScriptedHistory) => void): HistoryEvent[] {
  const history = new ScriptedHistory();
  write(history);
  return history.events;
}

const charging = scripted((history) => history.turn([], [activity('Charge')]));
const charged = scripted((history) => {
  const [id] = history.turn([], [activity('Charge')]);
  history.end([completed(id!)]);
});
const waiting = scripted((history) => history.turn([], []));

/** More rows than one diagnosis reads. */
function longHistory(): HistoryEvent[] {
  return scripted((history) => {
    for (let turn = 0; turn < 10_001; turn++) history.turn([], []);
  });
}

let hub: MemoryTaskHub;
let server: TestApp;

function makeHub(messages: Record<string, readonly QueuedMessage[]> = {}): MemoryTaskHub {
  const flow = (instanceId: string) => makeInstanceDetail({ instanceId, name: 'Flow' });
  return new MemoryTaskHub({
    instances: [
      ...['charging', 'stuck', 'waiting', 'long'].map(flow),
      makeInstanceRow({ instanceId: 'done', name: 'Flow', runtimeStatus: 'Completed' }),
    ],
    histories: {
      charging: { events: charging },
      stuck: { events: charging },
      waiting: { events: waiting },
      done: { events: charged },
    },
    backlog: makeBacklog({ readAt: at(30) }),
    messages: { 'testhub-control-00': [], 'testhub-workitems': [], ...messages },
  });
}

async function start(messages: Record<string, readonly QueuedMessage[]> = {}): Promise<void> {
  hub = makeHub(messages);
  server = await startTestApp(hub);
}

beforeEach(() => start());
afterEach(() => server.close());

async function diagnose(id: string) {
  const { findings, problems } = await diagnoseInstanceOf(await server.hub('memory~TestHub'), id, {
    withFamily: true,
  });
  return { rules: findings.map(({ rule }) => rule), findings, problems };
}

it('names the queues that cannot be read, and goes by row and history', async () => {
  hub.fail('readBacklog', down);
  const { rules, problems } = await diagnose('charging');
  expect(rules).toEqual(['activity-running', 'storage-unreadable']);
  expect(problems).toEqual(['The queues cannot be read: The account does not answer.']);
});

it('names the siblings that cannot be read, and does without', async () => {
  hub.fail('readHistory', down);
  const { rules, problems } = await diagnose('waiting');
  expect(rules).toEqual(['awaits-event']);
  expect(problems).toEqual(['Other instances of Flow cannot be read: The account does not answer.']);
});

it('reads the siblings once for several instances of a name', async () => {
  await Promise.all([diagnose('charging'), diagnose('stuck'), diagnose('waiting')]);
  expect(hub.calls.readHistory).toBeLessThanOrEqual(6);
});

it('says nothing of what a history waits for whose end was not read', async () => {
  hub.setHistory('long', { events: longHistory() });
  const { rules, problems } = await diagnose('long');
  expect(rules).toContain('storage-unreadable');
  expect(rules).not.toContain('awaits-event');
  expect(problems).toEqual([expect.stringMatching(/^Of the history of long only the first 20000 rows/)]);
});

it('knows an activity that others ran, however often its message comes back', async () => {
  await server.close();
  const message = makeQueuedMessage({
    instanceId: 'charging',
    eventType: 'TaskScheduled',
    name: 'Charge',
    dequeueCount: 3,
    insertedAt: at(25),
  });
  await start({ 'testhub-workitems': [message] });
  expect((await diagnose('charging')).rules).toEqual(['activity-running']);
});

it('suspects an activity that others asked for and did not get either', async () => {
  await server.close();
  const message = makeQueuedMessage({
    instanceId: 'charging',
    eventType: 'TaskScheduled',
    name: 'Charge',
    dequeueCount: 3,
    insertedAt: at(25),
  });
  await start({ 'testhub-workitems': [message] });
  hub.setHistory('done', { events: waiting });
  const { findings } = await diagnose('charging');
  expect(findings[0]).toMatchObject({ rule: 'unknown-activity', severity: 'broken', certainty: 'likely' });
});
