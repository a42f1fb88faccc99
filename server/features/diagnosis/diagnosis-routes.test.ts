import { afterEach, beforeAll, afterAll, expect, it } from 'vitest';
import { diagnoseInstance, type Diagnosis } from '../../../shared/contract/diagnosis.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import { sentenceText } from '../../../shared/domain/diagnosis/sentence-text.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { at, makeInstanceDetail, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { activity, child, completed, ScriptedHistory } from '../../../shared/testing/scripted-history.ts';
import { AppError } from '../../errors.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

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
const children = Array.from({ length: 8 }, (_, number) => `family:${number}`);
const down = new AppError('store-unavailable', 'The account does not answer.');

let hub: MemoryTaskHub;
let server: TestApp;
beforeAll(async () => {
  hub = new MemoryTaskHub({
    instances: [
      ...['charging', 'alone', 'unreadable', 'quiet', 'shared'].map((instanceId) =>
        makeInstanceDetail({ instanceId, name: instanceId === 'alone' ? 'Alone' : 'Flow' }),
      ),
      ...['done-1', 'done-2'].map((instanceId) =>
        makeInstanceRow({ instanceId, name: 'Flow', runtimeStatus: 'Completed' }),
      ),
      makeInstanceDetail({ instanceId: 'held', name: 'Flow' }),
      makeInstanceDetail({ instanceId: 'family', name: 'Flow' }),
      ...children.map((instanceId) => makeInstanceDetail({ instanceId, name: 'Flow' })),
    ],
    histories: {
      ...Object.fromEntries(
        ['charging', 'alone', 'unreadable', 'quiet', 'shared', ...children].map((id) => [
          id,
          { events: charging },
        ]),
      ),
      'done-1': { events: charged },
      'done-2': { events: charged },
      family: {
        events: scripted((history) =>
          history.turn(
            [],
            children.map((id) => child('Flow', id)),
          ),
        ),
      },
    },
    backlog: makeBacklog({ readAt: at(30) }),
    messages: { 'testhub-control-00': [], 'testhub-workitems': [] },
  });
  server = await startTestApp(hub);
});
afterAll(() => server.close());
afterEach(() => {
  for (const operation of [
    'scanHistory',
    'readHistory',
    'readBacklog',
    'getInstance',
    'peekMessages',
  ] as const)
    hub.recover(operation);
});

async function ask(id: string): Promise<Diagnosis> {
  const response = await server.get(instancePath(id, '/diagnosis')).expect(200);
  return diagnoseInstance.result.parse(response.body);
}

const rules = ({ findings }: Diagnosis) => findings.map(({ rule }) => rule);

it('is not found for an instance nobody has', async () => {
  const response = await server.get(instancePath('nobody', '/diagnosis')).expect(404);
  expect(errorOf(response).code).toBe('not-found');
});

it('answers with what the instance waits for, as of when the queues were read', async () => {
  const answer = await ask('charging');
  expect(rules(answer)).toEqual(['activity-running']);
  expect(answer).toMatchObject({ readAt: at(30), problems: [], chain: [{ instanceId: 'charging' }] });
});

it('reads once for those who ask the same at the same time', async () => {
  const before = hub.calls.scanHistory;
  await Promise.all([ask('shared'), ask('shared'), ask('shared')]);
  expect(hub.calls.scanHistory - before).toBe(1);
});

it('goes on without the history, and says so', async () => {
  hub.fail('scanHistory', down);
  const answer = await ask('unreadable');
  expect(rules(answer)).toEqual(['storage-unreadable']);
  expect(answer.problems).toEqual(['The history of unreadable cannot be read: The account does not answer.']);
});

it('looks at the five children that it waits for longest', async () => {
  const before = hub.calls.scanHistory;
  const answer = await ask('family');
  expect(rules(answer)[0]).toBe('awaits-child');
  expect(hub.calls.scanHistory - before).toBe(6);
});

it('names who suspended an instance by way of the dashboard', async () => {
  await server.write(instancePath('held', '/suspend'), { reason: 'maintenance' }).expect(202);
  hub.put(makeInstanceDetail({ instanceId: 'held', name: 'Flow', runtimeStatus: 'Suspended' }));
  const { findings } = await ask('held');
  expect(findings[0]?.rule).toBe('suspended');
  expect(sentenceText(findings[0]!.sentence)).toMatch(/^It has been suspended by /);
});
