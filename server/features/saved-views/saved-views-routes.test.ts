import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listSavedViews, maxViews, savedView } from '../../../shared/contract/saved-views.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const hubPath = '/api/hubs/memory~TestHub';
let dataDirectory: string;
let server: TestApp;

const start = (directory?: string) =>
  startTestAppOn([new MemoryConnection([new MemoryTaskHub(), new MemoryTaskHub({ name: 'Other' })])], {
    openIndex: () => Promise.resolve(RowsIndex.of([])),
    ...(directory !== undefined && { dataDirectory: directory }),
  });

beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'durascope-views-'));
  server = await start(dataDirectory);
});
afterEach(async () => {
  await server.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function list(app = server, path = hubPath) {
  return listSavedViews.result.parse((await app.get(`${path}/saved-views`).expect(200)).body);
}
async function save(name: string, search = 'q=status%3Afailed', replaces?: string) {
  const body = { name, search, ...(replaces !== undefined && { replaces }) };
  return savedView.parse((await server.write(`${hubPath}/saved-views`, body).expect(200)).body);
}
const names = async () => (await list()).views.map(({ name }) => name);

it('begin with none and no default', async () => {
  expect(await list()).toEqual({ views: [], defaultId: null, isDurable: true });
});

it('are listed by name, each hub its own', async () => {
  await save('View 10');
  await save('view 9');
  await save('Ärger');
  expect(await names()).toEqual(['Ärger', 'view 9', 'View 10']);
  expect((await list(server, '/api/hubs/memory~Other')).views).toEqual([]);
});

it('are still there after a restart, default and all', async () => {
  const { id } = await save('  Failed today ', 'q=status%3Afailed&sort=name');
  await server.write(`${hubPath}/default-view`, { viewId: id }).expect(200);
  const before = await list();
  await server.close();
  server = await start(dataDirectory);
  expect(await list()).toEqual(before);
  expect(before).toMatchObject({
    views: [{ id, name: 'Failed today', search: 'q=status%3Afailed&sort=name' }],
    defaultId: id,
  });
});

it('say that they are not kept where there is no data directory', async () => {
  const memory = await start();
  await memory.write(`${hubPath}/saved-views`, { name: 'a', search: '' }).expect(200);
  expect(await list(memory)).toMatchObject({ views: [{ name: 'a' }], isDurable: false });
  await memory.close();
});

describe('a name', () => {
  it.each(['failed', 'FAILED', ' Failed '])('that is taken refuses %j', async (name) => {
    await save('Failed');
    const response = await server.write(`${hubPath}/saved-views`, { name, search: '' }).expect(409);
    expect(errorOf(response).code).toBe('conflict');
    expect(await names()).toEqual(['Failed']);
  });

  it('is taken once, whoever asks at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        server.write(`${hubPath}/saved-views`, { name: 'Same', search: `q=${n}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await names()).toEqual(['Same']);
  });

  it.each([
    ['empty', { name: '  ', search: '' }],
    ['too long', { name: 'x'.repeat(81), search: '' }],
    ['missing', { search: '' }],
  ])('that is %s is refused', async (_, body) => {
    await server.write(`${hubPath}/saved-views`, body).expect(400);
  });
});

describe('one view', () => {
  it('is replaced and renamed under its id, and stays the default', async () => {
    const { id } = await save('Failed');
    await server.write(`${hubPath}/default-view`, { viewId: id }).expect(200);
    await save('failed', 'q=changed', id);
    await save('Other name', 'q=changed', id);
    expect(await list()).toMatchObject({
      views: [{ id, name: 'Other name', search: 'q=changed' }],
      defaultId: id,
    });
  });

  it('takes no name of another', async () => {
    const { id } = await save('One');
    await save('Two');
    const body = { name: 'two', search: '', replaces: id };
    await server.write(`${hubPath}/saved-views`, body).expect(409);
    expect(await names()).toEqual(['One', 'Two']);
  });

  it('that is deleted is the default no more, and can be deleted again', async () => {
    const { id } = await save('Gone soon');
    await server.write(`${hubPath}/default-view`, { viewId: id }).expect(200);
    for (let times = 0; times < 2; times++) {
      await server
        .write(`${hubPath}/saved-views/${id}/delete`, {})
        .expect(200, { views: [], defaultId: null, isDurable: true });
    }
  });

  it('that is gone is neither replaced nor the default', async () => {
    const gone = { name: 'x', search: '', replaces: 'nobody' };
    await server.write(`${hubPath}/saved-views`, gone).expect(404);
    await server.write(`${hubPath}/default-view`, { viewId: 'nobody' }).expect(404);
  });

  it('is the default no more when nobody is', async () => {
    const { id } = await save('Failed');
    await server.write(`${hubPath}/default-view`, { viewId: id }).expect(200);
    await server.write(`${hubPath}/default-view`, { viewId: null }).expect(200);
    expect((await list()).defaultId).toBeNull();
  });
});

it('are bounded in number', async () => {
  for (let n = 0; n < maxViews; n++) await save(`View ${n}`);
  const response = await server.write(`${hubPath}/saved-views`, { name: 'Straw', search: '' }).expect(409);
  expect(errorOf(response)).toMatchObject({ code: 'action-refused' });
  expect(errorOf(response).message).toContain(String(maxViews));
});

it('of a hub nobody has are not found', async () => {
  await server.get('/api/hubs/memory~Nothing/saved-views').expect(404);
  await server.write('/api/hubs/memory~Nothing/saved-views', { name: 'x', search: '' }).expect(404);
});

it.each(['{"version":1,"hubs":{"a', '', '[]', '{"version":2,"hubs":{}}'])(
  'begin anew beside a damaged file %j, which is set aside with one line in the log',
  async (content) => {
    await server.close();
    const file = join(dataDirectory, 'saved-views.json');
    writeFileSync(file, content);
    server = await start(dataDirectory);
    expect((await list()).views).toEqual([]);
    const [aside] = readdirSync(dataDirectory).filter((name) => name.includes('damaged'));
    expect(readFileSync(join(dataDirectory, aside!), 'utf8')).toBe(content);
    expect(server.log.lines.filter((line) => line.includes('set aside'))).toHaveLength(1);
    await save('After');
    expect(await names()).toEqual(['After']);
  },
);

it('are not told as kept when the directory does not take them', async () => {
  await save('Kept');
  rmSync(dataDirectory, { recursive: true });
  const response = await server.write(`${hubPath}/saved-views`, { name: 'Lost', search: '' }).expect(503);
  expect(errorOf(response)).toMatchObject({ code: 'store-unavailable' });
  expect(response.text).not.toContain(dataDirectory);
  expect(await names()).toEqual(['Kept']);
});
