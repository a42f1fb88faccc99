import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { secretsOf } from '../config-secrets.ts';

const secret = 'a-secret/of+enough=characters';

const folder = mkdtempSync(join(tmpdir(), 'durascope-event-grid-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(eventGrid: unknown, env: Record<string, string> = {}): Config {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ eventGrid }));
  return readConfig({ DURASCOPE_CONFIG: file, ...env });
}

function problemsOf(eventGrid: unknown): readonly string[] {
  try {
    read(eventGrid);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [];
  }
}

it('takes secrets from the environment and keeps them out of logs', () => {
  const config = read([{ connection: 'embedded', secretsFrom: 'EG' }], {
    EG: `${secret}, another-secret-of-enough-characters`,
  });
  expect(config.eventGrid).toMatchObject([
    { connection: 'embedded', secrets: [secret, 'another-secret-of-enough-characters'], token: null },
  ]);
  expect(secretsOf(config)).toEqual(expect.arrayContaining([secret, encodeURIComponent(secret)]));
});

it('is nothing unless configured', () => {
  expect(readConfig({}).eventGrid).toEqual([]);
});

it.each([
  ['no proof', { connection: 'embedded' }, /secrets, secretsFrom or token is missing/],
  ['a short secret', { connection: 'embedded', secrets: ['short'] }, /fewer than 24/],
  ['a variable that is not set', { connection: 'embedded', secretsFrom: 'NOT_SET' }, /NOT_SET is not set/],
  ['an unknown connection', { connection: 'x', secrets: [secret] }, /no such connection; there are embedded/],
])('%s is a mistake', (_, source, expected) => {
  const problems = problemsOf([source]);
  expect(problems).toEqual([expect.stringMatching(expected)]);
  expect(problems.join()).not.toContain('"short"');
});

it('one connection has one webhook', () => {
  const one = { connection: 'embedded', secrets: [secret] };
  expect(problemsOf([one, one])).toEqual([expect.stringContaining('listed twice')]);
});
