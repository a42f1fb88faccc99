import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listInstances } from '../shared/contract/instances.ts';
import { instanceCommandNames } from '../shared/domain/actions.ts';
import { toPathSegment } from '../shared/domain/instance-id.ts';
import { startAzurite, type Azurite } from './demo/azurite.ts';
import { hostileIds } from './testing/hostile-ids.ts';
import { connectStorage, createStorageHub, type StorageHub } from './testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from './testing/test-app.ts';

const hub = '/api/hubs/test~HostileHub';
const known = ['order-1', 'order-2', "it's", 'Order-1'];
/** Far above what any of these questions takes on a busy machine. */
const patienceMs = 10_000;

let azurite: Azurite;
let storage: StorageHub;
let server: TestApp;

async function rowsOfHub(): Promise<string[]> {
  const rows = [];
  for await (const row of storage.instances.listEntities()) rows.push(JSON.stringify(row));
  return rows.sort();
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'HostileHub');
  for (const instanceId of known) {
    const row = { Name: 'Order', RuntimeStatus: 'Running', ExecutionId: 'e', Input: '"secret"' };
    await storage.instances.createEntity({ partitionKey: instanceId, rowKey: '', ...row });
  }
  server = await startTestAppOn([connectStorage(azurite.connectionString)]);
});
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

/** Tautologies, ends of texts, statements and functions of OData and SQL, and what breaks parsers. */
const injections = [
  "x' or '1' eq '1",
  "x' or PartitionKey ge '",
  "order-1' or RowKey eq '",
  "' and 1 eq 1 or PartitionKey ne '",
  "'; DROP TABLE instances; --",
  "x' OR 1=1 --",
  "x') UNION SELECT * FROM read_csv('/etc/passwd') --",
  "'; COPY instances TO 'stolen.csv'; --",
  "'; ATTACH 'x.db'; INSTALL httpfs; --",
  'x" or ""="',
  '$p0',
  '$1',
  '?',
  '{{7*7}}',
  '${7*7}',
  '%00',
  'a\0b',
  '\u202Eexe',
  '\uD800',
  '((((((((((((((((((((',
  'name:(a,b',
  '-'.repeat(2000),
  '"'.repeat(501),
  `${'a'.repeat(40)}!`.repeat(100),
  '*'.repeat(2000),
  'id:*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b',
  'created>9999999999999d',
  'custom.__proto__.x:1',
  'tag.constructor:1',
];
const hostile = fc.oneof(
  fc.constantFrom(...injections, ...hostileIds),
  fc.tuple(fc.constantFrom(...injections), fc.string()).map(([one, other]) => one + other),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** Halves of characters cannot be sent. */
const encodable = (text: string) => Buffer.from(text).toString();
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();
const instance = (id: string, rest = '') =>
  `${hub}/instances/${encodeURIComponent(toPathSegment(encodable(id)))}${rest}`;

/** The answer, which came in time and is no fault of the server. */
async function answerTo(path: string) {
  const beganMs = performance.now();
  const response = await server.get(path);
  expect(response.status, `${path}: ${response.text}`).toBeLessThan(500);
  expect(performance.now() - beganMs, path).toBeLessThan(patienceMs);
  return response;
}

describe('questions', () => {
  it('that are meant as statements are texts: no failure, and no other rows', async () => {
    const paths = ['instances', 'instance-facets', 'instance-histogram', 'failures', 'throughput'];
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom(...paths), async (text, path) => {
        await answerTo(`${hub}/${path}?${query({ q: text })}`);
      }),
      { numRuns: 150, examples: injections.map((text) => [text, 'instances'] as [string, string]) },
    );
  });

  it('for one id find that one or none', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const response = await answerTo(`${hub}/instances?${query({ q: `id:${JSON.stringify(text)}` })}`);
        if (response.status !== 200 || /[*?]/.test(text) || text === '') return;
        const { rows } = listInstances.result.parse(response.body);
        for (const { instanceId } of rows) expect(instanceId).toBe(text);
      }),
      { numRuns: 150, examples: injections.map((text) => [text] as [string]) },
    );
  });

  it.each(['sort', 'order', 'limit', 'cursor', 'after', '__proto__', 'constructor', 'q[$ne]', 'toString'])(
    'with a hostile %s are refused, or answered as ever',
    async (name) => {
      for (const text of injections) await answerTo(`${hub}/instances?${query({ [name]: text })}`);
    },
  );
});

describe('ids', () => {
  it('of nobody find nobody, wherever they stand', async () => {
    const rests = ['', '/history', '/family', '/payload?ref=instance:Input', '/awaited-events'];
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom(...rests), async (id, rest) => {
        fc.pre(id !== '' && !known.includes(id));
        const response = await answerTo(instance(id, rest));
        expect([400, 404], `${id}${rest}`).toContain(response.status);
        expect(response.text).not.toContain('secret');
      }),
      { numRuns: 150, examples: injections.map((text) => [text, ''] as [string, string]) },
    );
  });

  it('of nobody are acted on by no command, and nothing is written', async () => {
    const before = await rowsOfHub();
    const commands = instanceCommandNames.filter((name) => !['restart', 'signal-entity'].includes(name));
    for (const [position, id] of [...injections, ...hostileIds].entries()) {
      if (known.includes(id)) continue;
      const command = commands[position % commands.length] ?? 'terminate';
      const response = await server.write(instance(id, `/${command}`), { reason: 'r', isForced: true });
      expect(response.status, `${command} ${id}: ${response.text}`).toBeGreaterThanOrEqual(400);
      expect(response.status, `${command} ${id}: ${response.text}`).toBeLessThan(500);
    }
    expect(await rowsOfHub()).toEqual(before);
  });
});

describe('bodies', () => {
  it.each([
    ['a prototype', '{"reason":"r","__proto__":{"isForced":true}}'],
    ['a constructor', '{"reason":"r","constructor":{"prototype":{"isForced":true}}}'],
    ['a prototype alone', '{"__proto__":{"reason":"r"}}'],
    ['a prototype inside', '{"reason":{"__proto__":{"x":1}}}'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['a text', '"text"'],
    ['endless lists', '['.repeat(100_000)],
    ['endless objects', `{"reason":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
    ['half a character', '{"reason":"\\ud800"}'],
  ])('with %s change no prototype and are no failure', async (_, body) => {
    const response = await server.write(instance('nobody', '/terminate'), {}).send(body);
    expect([400, 404], response.text).toContain(response.status);
    expect(({} as Record<string, unknown>).isForced).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
