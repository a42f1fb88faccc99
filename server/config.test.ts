import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'durascope-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function configFile(content: unknown): string {
  const file = join(folder, 'durascope.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('is loopback and the embedded task hub when nothing is set', () => {
    expect(readConfig({})).toEqual({
      eventGrid: [],
      links: { templates: [], logs: [] },
      host: '127.0.0.1',
      port: 7072,
      allowedHosts: [],
      frameAncestors: [],
      logLevel: 'info',
      dataDirectory: null,
      connections: [],
      masking: null,
      isReasonRequired: false,
      access: {
        oidc: null,
        platform: null,
        bearer: null,
        roles: [],
        publicUrl: null,
        cookie: 'lax',
        cookieSecrets: [],
        sessionIdleMinutes: 120,
        sessionMaxMinutes: 720,
        signInsPerMinute: 60,
        warnings: [],
      },
      metrics: expect.anything() as unknown,
      alerts: {
        rules: [],
        targets: [],
        hosts: { allowed: [], allowLoopback: false },
        timeoutMs: 10_000,
        maxAttempts: 12,
      },
    });
  });

  it('takes the connection string a function app uses', () => {
    const { connections } = readConfig({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      DURASCOPE_TASK_HUBS: 'A, B',
    });
    expect(connections).toEqual([
      {
        name: 'AzureWebJobsStorage',
        source: { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true' },
        taskHubs: ['A', 'B'],
        partitionCount: null,
        readOnlyReason: null,
      },
    ]);
  });

  it('takes the identity variables a function app uses and ignores those it does not know', () => {
    const { connections } = readConfig({
      AzureWebJobsStorage__accountName: 'contoso',
      AzureWebJobsStorage__clientId: 'id',
      AzureWebJobsStorage__credential: 'managedidentity',
    });
    expect(connections[0]?.source).toEqual({ kind: 'identity', accountName: 'contoso', clientId: 'id' });
  });

  it('reads connections from a file and their secrets from the environment', () => {
    const file = configFile({
      port: 8080,
      connections: [{ name: 'prod', connectionStringFrom: 'PROD', partitionCount: 8 }],
    });
    const config = readConfig({
      DURASCOPE_CONFIG: file,
      PROD: 'UseDevelopmentStorage=true',
      DURASCOPE_PORT: '9090',
    });
    expect(config.port).toBe(9090);
    expect(config.connections[0]).toMatchObject({ name: 'prod', partitionCount: 8 });
  });

  it('says why a connection is read-only', () => {
    const source = { connectionString: 'UseDevelopmentStorage=true' };
    const file = configFile({
      connections: [
        { name: 'a', ...source, readOnly: true },
        { name: 'b', ...source, readOnly: 'Frozen until Monday.' },
        { name: 'c', ...source },
      ],
    });
    const reasons = readConfig({ DURASCOPE_CONFIG: file }).connections.map((each) => each.readOnlyReason);
    expect(reasons).toEqual(['The connection "a" is configured as read-only.', 'Frozen until Monday.', null]);
  });

  it('lists every problem at once', () => {
    const file = configFile({ connections: [{ name: 'a' }, { name: 'a', connectionStringFrom: 'NOT_SET' }] });
    const problems = problemsOf({ DURASCOPE_CONFIG: file, DURASCOPE_HOST: '0.0.0.0' });
    expect(problems).toHaveLength(4);
    expect(problems.join(' ')).toMatch(/needs a connection string.*called "a".*NOT_SET.*0\.0\.0\.0/);
  });

  it('names the wrong setting', () => {
    expect(problemsOf({ DURASCOPE_PORT: 'eighty' })[0]).toContain('port');
    expect(problemsOf({ DURASCOPE_CONFIG: configFile({ prot: 1 }) })[0]).toContain('prot');
    expect(problemsOf({ DURASCOPE_CONFIG: configFile('{ nonsense') })[0]).toContain('durascope.json');
    expect(problemsOf({ DURASCOPE_CONFIG: join(folder, 'absent.json') })[0]).toContain('absent.json');
  });

  it('listens beyond loopback only when told so explicitly', () => {
    expect(problemsOf({ DURASCOPE_HOST: '0.0.0.0' })).toHaveLength(1);
    expect(readConfig({ DURASCOPE_HOST: '0.0.0.0', DURASCOPE_ALLOW_UNAUTHENTICATED: 'true' }).host).toBe(
      '0.0.0.0',
    );
    expect(problemsOf({ DURASCOPE_HOST: '0.0.0.0', DURASCOPE_ALLOW_UNAUTHENTICATED: 'false' })).toHaveLength(
      1,
    );
  });

  it('makes the data directory, takes a relative path, and leaves nothing in it', () => {
    const path = join(folder, 'data', 'durascope');
    expect(readConfig({ DURASCOPE_DATA_DIRECTORY: relative(process.cwd(), path) }).dataDirectory).toBe(path);
    expect(readdirSync(path)).toEqual([]);
    expect(readConfig({ DURASCOPE_CONFIG: configFile({ dataDirectory: path }) }).dataDirectory).toBe(path);
  });

  it('says that a data directory cannot be written', () => {
    const file = configFile({});
    for (const path of [file, join(file, 'inside'), '/proc/durascope']) {
      const [problem] = problemsOf({ DURASCOPE_DATA_DIRECTORY: path });
      expect(problem).toContain(`The data directory ${path} cannot be written`);
    }
  });
});

it('a broken file is not quoted: it may hold secrets', () => {
  for (const content of [
    '{"connections": [{"connectionString": "AccountKey=c2VjcmV0',
    'AccountKey=c2VjcmV0',
    '"c2VjcmV0"',
  ])
    expect(problemsOf({ DURASCOPE_CONFIG: configFile(content) }).join()).not.toMatch(/c2Vj|AccountKey/);
});

it.each([
  'portal.example',
  '*',
  'https://*',
  "'self'",
  'https://a.example; script-src *',
  'https://a.example/x',
])('%j is no origin of a frame', (origin) => {
  expect(problemsOf({ DURASCOPE_FRAME_ANCESTORS: origin }).join()).toContain('must be an origin');
});

it.each(['https://portal.example', 'https://*.portal.example:8443', 'http://127.0.0.1:3000/'])(
  '%j may frame',
  (origin) => {
    expect(readConfig({ DURASCOPE_FRAME_ANCESTORS: origin }).frameAncestors).toEqual([origin]);
  },
);
