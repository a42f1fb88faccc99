import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { instanceFacets } from '../../../shared/contract/instance-facets.ts';
import { instanceHistogram } from '../../../shared/contract/instance-histogram.ts';
import { instanceValues } from '../../../shared/contract/instance-values.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { watchedInstances } from '../../../shared/contract/watched-instances.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import {
  at,
  makeInstanceDetail,
  makeInstanceRow,
  makeInstanceRows,
} from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const hubPath = '/api/hubs/memory~TestHub';
const changing = ['goes', 'moves'].map((instanceId) => makeInstanceRow({ instanceId, name: 'Changing' }));
const rowCount = 50 + changing.length + hostileIds.length;
const hub = new MemoryTaskHub({
  instances: [
    ...makeInstanceRows(50),
    ...changing,
    ...hostileIds.map((instanceId) => makeInstanceDetail({ instanceId, name: 'Hostile' })),
  ],
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterEach(() => hub.recover('getInstance'));
afterAll(() => server.close());

async function list(query = '') {
  return listInstances.result.parse((await server.get(`${hubPath}/instances${query}`).expect(200)).body);
}

describe('list', () => {
  it('filters, sorts and says how many match and how fresh that is', async () => {
    const { rows, total, coverage } = await list(
      '?q=status:failed,pending&sort=instanceId&order=asc&limit=3',
    );
    expect(rows).toHaveLength(3);
    expect(rows.every(({ runtimeStatus }) => ['Failed', 'Pending'].includes(runtimeStatus))).toBe(true);
    expect(rows.map(({ instanceId }) => instanceId)).toEqual(rows.map(({ instanceId }) => instanceId).sort());
    expect(total).toBeGreaterThan(3);
    expect(coverage).toMatchObject({ state: 'current', rows: rowCount });
  });

  it('pages through every row once', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await list(`?limit=17${from}`);
      ids.push(...page.rows.map(({ instanceId }) => instanceId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(rowCount);
    expect(ids).toEqual(expect.arrayContaining([...hostileIds]));
  });

  it('finds a hostile id by its prefix', async () => {
    for (const id of ['percent%20%2F', "it's", 'say "hi"', '100%', '_']) {
      const startsWithId = printFilter([{ field: 'id', path: null, patterns: [[id, '']], isNegated: false }]);
      const { rows } = await list(`?sort=instanceId&order=asc&q=${encodeURIComponent(startsWithId)}`);
      expect(rows.map(({ instanceId }) => instanceId)).toEqual(
        hostileIds.filter((each) => each.startsWith(id)).sort(),
      );
    }
  });

  it.each([
    ['?q=status:sleeping', 'status'],
    ['?limit=0', 'query.limit'],
    ['?limit=many', 'query.limit'],
    ['?sort=secret', 'query.sort'],
    ['?q=kind:robot', 'kind'],
  ])('%s is refused by name', async (query, field) => {
    const error = errorOf(await server.get(`${hubPath}/instances${query}`).expect(400));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toContain(field);
  });

  it.each(['nonsense', '../x', '%00', 'e30='])('the cursor %s is refused', async (cursor) => {
    const error = errorOf(await server.get(`${hubPath}/instances?cursor=${cursor}`).expect(400));
    expect(error.code).toBe('invalid-request');
  });

  it.each(['memory~Nothing', 'nothing~TestHub', 'TestHub'])('hub %s is not found', async (key) => {
    expect(errorOf(await server.get(`/api/hubs/${key}/instances`).expect(404)).code).toBe('not-found');
  });

  it('a hub key that cannot be one is refused', async () => {
    await server.get('/api/hubs/x/instances').expect(400);
  });
});

it('facets count the other filter only', async () => {
  const path = `${hubPath}/instance-facets?q=name:Hostile+status:failed`;
  const { status, name } = instanceFacets.result.parse((await server.get(path).expect(200)).body);
  const hostileOrchestrations = status.values.find(({ value }) => value === 'Running');
  expect(hostileOrchestrations?.count).toBe(hostileIds.length);
  expect(name.values.some(({ value }) => value === 'OrderWorkflow')).toBe(true);
});

it('a histogram counts the rows that match over time', async () => {
  const path = `${hubPath}/instance-histogram?q=name:OrderWorkflow&color=name&steps=4`;
  const { series, counts } = instanceHistogram.result.parse((await server.get(path).expect(200)).body);
  expect(series).toEqual(['OrderWorkflow']);
  expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(
    (await list('?q=name:OrderWorkflow')).total,
  );
});

it('values complete what somebody types', async () => {
  const path = `${hubPath}/instance-values?field=name&contains=HOST`;
  const { values } = instanceValues.result.parse((await server.get(path).expect(200)).body);
  expect(values).toEqual([{ value: 'Hostile', label: null, count: hostileIds.length }]);
});

it('rows on screen are told as they are, with those that still match', async () => {
  const path = `${hubPath}/watched-instances?id=order-000000&id=order-000003&id=nobody&q=status:failed`;
  const { rows, matching } = watchedInstances.result.parse((await server.get(path).expect(200)).body);
  expect(rows.map(({ instanceId }) => instanceId)).toEqual(['order-000000', 'order-000003']);
  expect(matching).toEqual(['order-000003']);
});

describe('one instance', () => {
  it.each(hostileIds)('%j is read by its id', async (id) => {
    const response = await server.get(instancePath(id)).expect(200);
    expect(getInstance.result.parse(response.body)).toMatchObject({ instanceId: id, taskHubName: 'TestHub' });
  });

  it('an id nobody has is not found', async () => {
    expect(errorOf(await server.get(instancePath('nobody')).expect(404))).toMatchObject({
      code: 'not-found',
    });
  });

  it('an id over 1,024 characters is refused', async () => {
    expect(errorOf(await server.get(instancePath('x'.repeat(1025))).expect(400)).message).toContain(
      'instanceId',
    );
  });

  it('shows in lists what the read found changed', async () => {
    hub.put(makeInstanceRow({ instanceId: 'moves', name: 'Changed', rowVersion: at(9000) }));
    await server.get(instancePath('moves')).expect(200);
    await expect.poll(async () => (await list('?q=name:Changed')).total).toBe(1);
  });

  it('drops from lists what the read found gone', async () => {
    hub.purge('goes');
    await server.get(instancePath('goes')).expect(404);
    await expect.poll(async () => (await list('?q=id:goes*')).total).toBe(0);
  });

  it('is read although the index cannot take it in', async () => {
    const { index } = await server.hub('memory~TestHub');
    index.apply = () => Promise.reject(new Error('index broken'));
    await server.get(instancePath('Case')).expect(200);
    await expect.poll(() => server.log.lines.join()).toContain('index broken');
    Reflect.deleteProperty(index, 'apply');
  });

  it('says that the store is down, and hides how', async () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:10002');
    hub.fail('getInstance', new AppError('store-unavailable', 'The account does not answer.', { cause }));
    const response = await server.get(instancePath('Case')).expect(503);
    expect(errorOf(response)).toEqual({
      code: 'store-unavailable',
      message: 'The account does not answer.',
      requestId: response.get('x-request-id'),
    });
    expect(response.text).not.toContain('ECONNREFUSED');
  });

  it('says nothing of a failure nobody foresaw', async () => {
    hub.fail('getInstance', new TypeError("Cannot read properties of undefined (reading 'secret')"));
    const response = await server.get(instancePath('Case')).expect(500);
    expect(response.text).not.toContain('secret');
    expect(server.log.lines.filter((line) => line.includes('reading'))).toHaveLength(1);
  });
});
