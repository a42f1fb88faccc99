import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { getHubLinks, getInstanceLinks, type LinksAndQueries } from '../../../shared/contract/links.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import type { LinkTemplate } from '../../links/link-template.ts';
import type { LinksConfig, LogsTarget } from '../../links/links-config.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { instancePath, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const order = makeInstanceRow({
  ...{ instanceId: 'order-1', name: 'Order', runtimeStatus: 'Completed' },
  ...{ createdAt: at(600), lastUpdatedAt: at(660), completedAt: at(660) },
});
const component: LogsTarget = {
  hubs: 'memory~*',
  resourceId: '/subscriptions/s/resourceGroups/g/providers/microsoft.insights/components/c',
  tenant: 'contoso.example',
  portal: 'https://portal.azure.com',
};

/** The two others are left out, as everything that changes a path. */
const idsOfOnePart = hostileIds.filter((id) => id !== '.' && id !== '..');

let server: TestApp;
afterEach(() => server.close());

function template(url: string, parts: Partial<LinkTemplate> = {}): LinkTemplate {
  return { label: 'Elsewhere', url, on: 'instance', hubs: '*', ...parts };
}

async function open(
  links: Partial<LinksConfig>,
  hub: TaskHub = new MemoryTaskHub({ instances: [order] }),
): Promise<void> {
  const config = { templates: [], logs: [], ...links };
  server = await startTestAppOn([new MemoryConnection([hub])], { links: config });
}

async function ofInstance(instanceId = 'order-1'): Promise<LinksAndQueries> {
  const response = await server.get(instancePath(instanceId, '/links')).expect(200);
  return getInstanceLinks.result.parse(response.body);
}

async function ofHub(query = ''): Promise<LinksAndQueries> {
  const response = await server.get(`/api/hubs/memory~TestHub/links${query}`).expect(200);
  return getHubLinks.result.parse(response.body);
}

/** The query that a link to the portal holds. */
function queryIn(url: string): string {
  const compressed = decodeURIComponent(/\/q\/([^/]+)\//.exec(url)?.[1] ?? '');
  return gunzipSync(Buffer.from(compressed, 'base64')).toString('utf8');
}

describe('a link of an instance', () => {
  it('is filled in with what is known of it', async () => {
    const url = 'https://x.example/{connection}/{hub}/{instanceId}?n={name}&e={executionId}#{fromMs}';
    await open({ templates: [template(url)] });
    const { links } = await ofInstance();
    const fromMs = Date.parse(order.createdAt ?? '') - 300_000;
    expect(links).toEqual([
      {
        label: 'Elsewhere',
        url: `https://x.example/memory/TestHub/order-1?n=Order&e=${order.executionId}#${fromMs}`,
        missing: [],
      },
    ]);
  });

  it('holds its trace where the history names one', async () => {
    const hub = Object.assign(new MemoryTaskHub({ instances: [order] }), {
      readStartTrace: () => Promise.resolve({ traceId, spanId: null }),
    });
    const templates = [template('https://x.example/{traceId}'), template('https://x.example/{spanId}')];
    await open({ templates }, hub);
    const { links, queries } = await ofInstance();
    expect(links.map(({ url }) => url)).toEqual([`https://x.example/${traceId}`, null]);
    expect(links[1]?.missing).toEqual(['spanId']);
    expect(queries.find(({ kind }) => kind === 'instance-trace')?.text).toContain(`== "${traceId}"`);
  });

  it('is there without a trace that cannot be read', async () => {
    const hub = Object.assign(new MemoryTaskHub({ instances: [order] }), {
      readStartTrace: () => Promise.reject(new AppError('store-unavailable', 'The store is down.')),
    });
    await open({ templates: [template('https://x.example/{traceId}')] }, hub);
    const { links, problems } = await ofInstance();
    expect(links[0]).toMatchObject({ url: null, missing: ['traceId'] });
    expect(problems).toEqual([expect.stringContaining('could not be read')]);
  });

  it.each(idsOfOnePart)('stays on its site and path for the id %j', async (instanceId) => {
    const instances = [{ ...order, instanceId }];
    await open(
      { templates: [template('https://x.example/a/{instanceId}/b?i={instanceId}')] },
      new MemoryTaskHub({ instances }),
    );
    const [link] = (await ofInstance(instanceId)).links;
    const { origin, pathname, searchParams } = new URL(link?.url ?? '');
    expect(origin).toBe('https://x.example');
    expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', instanceId, 'b']);
    expect(searchParams.get('i')).toBe(instanceId);
  });

  it('is left to the hubs and kinds that it is for', async () => {
    const templates = [
      template('https://x.example/1', { hubs: 'other~*' }),
      template('https://x.example/2', { on: 'hub' }),
      template('https://x.example/3', { on: 'entity' }),
      template('https://x.example/4', { hubs: 'memory~T*' }),
    ];
    await open({ templates });
    expect((await ofInstance()).links.map(({ url }) => url)).toEqual(['https://x.example/4']);
    expect((await ofHub()).links.map(({ url }) => url)).toEqual(['https://x.example/2']);
  });
});

describe('queries', () => {
  it('are about the instance, from before it began until after it ended', async () => {
    await open({});
    const { queries, from, to } = await ofInstance();
    expect([from, to]).toEqual([at(300), at(960)]);
    const [tracking] = queries;
    expect(tracking?.kind).toBe('instance-tracking');
    expect(tracking?.url).toBeNull();
    expect(tracking?.text).toContain('let targetInstanceId = "order-1";');
    expect(tracking?.text).toContain('let targetHub = "TestHub";');
    expect(tracking?.text).toContain(`let start = datetime(${at(300)});`);
    expect(queries.map(({ kind }) => kind)).toEqual(['instance-tracking', 'instance-engine-log']);
  });

  it('of a running one go on until now', async () => {
    const running = { ...order, runtimeStatus: 'Running' as const, completedAt: null };
    await open({}, new MemoryTaskHub({ instances: [running] }));
    expect(Date.parse((await ofInstance()).to)).toBeGreaterThan(Date.now());
  });

  it('of a hub go back as far as asked', async () => {
    await open({});
    const { queries, from, to } = await ofHub('?minutes=90');
    expect(Date.parse(to) - Date.parse(from)).toBe(90 * 60_000);
    expect(queries.map(({ kind }) => kind)).toEqual(['hub-tracking', 'hub-engine-log']);
  });

  it('open in the portal, compressed as its own links', async () => {
    await open({ logs: [component] });
    const [query] = (await ofInstance()).queries;
    expect(query?.url).toContain('https://portal.azure.com/#@contoso.example/blade/');
    expect(query?.url).toContain(encodeURIComponent(component.resourceId));
    expect(queryIn(query?.url ?? '')).toBe(query?.text);
  });

  it('name the tables of a workspace where that holds the logs', async () => {
    const resourceId =
      '/subscriptions/s/resourceGroups/g/providers/microsoft.operationalinsights/workspaces/w';
    await open({ logs: [{ ...component, resourceId }] });
    const [query] = (await ofInstance()).queries;
    expect(query?.text).toMatch(/^AppTraces$/m);
    expect(query?.text).not.toMatch(/customDimensions|timestamp/);
  });

  it('of an instance that is not there are not found', async () => {
    await open({});
    await server.get(instancePath('nobody', '/links')).expect(404);
  });
});
