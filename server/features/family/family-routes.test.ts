import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAncestors, readChildren, watchRelatives } from '../../../shared/contract/family.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

function startedBy(parentId: string | null): HistoryEvent[] {
  const parent =
    parentId === null
      ? null
      : { instanceId: parentId, executionId: null, name: 'Parent', taskScheduledId: 0 };
  return [
    makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' }),
    makeHistoryEvent({ ordinal: 1, parent }),
  ];
}

function startsChild(ordinal: number, instanceId: string): HistoryEvent {
  return makeHistoryEvent({
    ordinal,
    eventType: 'SubOrchestrationInstanceCreated',
    name: 'Child',
    instanceId,
  });
}

const defaultChild = '22df34922d264e51a2e100c2c15817e7:0004';
const hub = new MemoryTaskHub({
  instances: [
    ...['root', 'middle', 'leaf', 'ring-1', 'ring-2', 'orphan', 'waiting', defaultChild].map((instanceId) =>
      makeInstanceRow({
        instanceId,
        executionId: instanceId === 'root' ? '22df34922d264e51a2e100c2c15817e7' : 'other',
      }),
    ),
  ],
  histories: {
    root: {
      events: [
        ...startedBy(null),
        startsChild(2, 'middle'),
        startsChild(3, 'middle'),
        startsChild(4, 'purged'),
        {
          ...startsChild(5, 'undone'),
          eventType: 'GenericEvent',
          rewoundType: 'SubOrchestrationInstanceCreated',
        },
        { ...startsChild(6, 'earlier'), isLeftover: true },
      ],
    },
    middle: { events: [...startedBy('root'), startsChild(2, 'leaf')] },
    leaf: { events: startedBy('middle') },
    'ring-1': { events: startedBy('ring-2') },
    'ring-2': { events: startedBy('ring-1') },
    orphan: { events: startedBy('purged') },
  },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

async function ancestorsOf(id: string) {
  return readAncestors.result.parse((await server.get(instancePath(id, '/ancestors')).expect(200)).body);
}

async function childrenOf(id: string) {
  return readChildren.result.parse((await server.get(instancePath(id, '/children')).expect(200)).body);
}

it.each([
  ['leaf', ['middle', 'root'], 'root'],
  ['root', [], 'root'],
  ['waiting', [], 'root'],
  ['orphan', ['purged'], 'gone'],
  ['ring-1', ['ring-2'], 'cycle'],
])('the line of parents of %s is %j and ends as %s', async (id, parents, end) => {
  const found = await ancestorsOf(id);
  expect(found.ancestors.map(({ instanceId }) => instanceId)).toEqual(parents);
  expect(found.end).toBe(end);
});

it('stops to follow parents after fifty generations', async () => {
  for (let generation = 0; generation < 60; generation++) {
    hub.setHistory(`deep-${generation}`, { events: startedBy(`deep-${generation + 1}`) });
  }
  const { ancestors, end } = await ancestorsOf('deep-0');
  expect(ancestors).toHaveLength(50);
  expect(end).toBe('too-deep');
});

it('tells the index every parent it meets', async () => {
  await ancestorsOf('leaf');
  const { index } = await server.hub('memory~TestHub');
  const parents = async () =>
    (await index.watched(['leaf', 'middle'], '')).rows.map(({ parentInstanceId }) => parentInstanceId).sort();
  await expect.poll(parents).toEqual(['middle', 'root']);
});

it('finds children once each, rewound ones as well, but not those of earlier executions', async () => {
  const { children, isComplete } = await childrenOf('root');
  expect(children.map(({ instanceId }) => instanceId)).toEqual(
    expect.arrayContaining(['middle', 'purged', 'undone']),
  );
  expect(children.filter(({ instanceId }) => instanceId === 'middle')).toHaveLength(1);
  expect(children.map(({ instanceId }) => instanceId)).not.toContain('earlier');
  expect(isComplete).toBe(true);
});

it('adds the children that only the index knows', async () => {
  const { index } = await server.hub('memory~TestHub');
  await index.noteParent('waiting', 'leaf');
  expect((await childrenOf('leaf')).children).toEqual([
    { instanceId: 'waiting', name: 'OrderWorkflow', createdAt: at(0) },
  ]);
});

it('tells relatives that are gone from those that are there', async () => {
  const query = ['root', 'purged'].map((id) => `id=${id}`).join('&');
  const response = await server.get(`/api/hubs/memory~TestHub/relatives?${query}`).expect(200);
  const { rows, gone } = watchRelatives.result.parse(response.body);
  expect(rows.map(({ instanceId, runtimeStatus }) => [instanceId, runtimeStatus])).toEqual([
    ['root', 'Running'],
  ]);
  expect(gone).toEqual(['purged']);
});

it('finds a relative that the index has not seen yet', async () => {
  hub.put(makeInstanceRow({ instanceId: 'newborn', rowVersion: at(100) }));
  const response = await server.get('/api/hubs/memory~TestHub/relatives?id=newborn').expect(200);
  expect(watchRelatives.result.parse(response.body).gone).toEqual([]);
});

it('refuses more relatives than a screen shows', async () => {
  const query = Array.from({ length: 101 }, (_, number) => `id=r${number}`).join('&');
  const response = await server.get(`/api/hubs/memory~TestHub/relatives?${query}`).expect(400);
  expect(errorOf(response).code).toBe('invalid-request');
});
