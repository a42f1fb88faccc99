import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cookieSecrets } from './cookie-secrets.ts';

let folder: string;
const notices: string[] = [];
const secretsOf = (configured: string[], directory: string | null) =>
  cookieSecrets(configured, directory, (notice) => notices.push(notice));
beforeEach(() => {
  notices.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'durascope-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the configured secrets are taken as they are', () => {
  expect(secretsOf(['one', 'two'], folder)).toEqual(['one', 'two']);
});

it('a made one is kept in the data directory, for its owner only', () => {
  const [first] = secretsOf([], folder);
  expect(secretsOf([], folder)).toEqual([first]);
  expect(statSync(join(folder, 'cookie-secret')).mode & 0o777).toBe(0o600);
  expect(notices).toEqual([]);
});

it('a file that holds no secret is replaced, and read by nobody else from then on', () => {
  const path = join(folder, 'cookie-secret');
  writeFileSync(path, 'short', { mode: 0o644 });
  const [secret] = secretsOf([], folder);
  expect(readFileSync(path, 'utf8').trim()).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('without a data directory it says that sessions end with the process', () => {
  expect(secretsOf([], null)).not.toEqual(secretsOf([], null));
  expect(notices[0]).toContain('sign in again after a restart');
});
