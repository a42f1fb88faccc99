import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type CookieSecrets = readonly [string, ...string[]];

/** Long enough that nobody guesses it. */
export const minSecretChars = 32;

function keptSecret(directory: string): string {
  const path = join(directory, 'cookie-secret');
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept.length >= minSecretChars) return kept;
  }
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  // The mode above is only that of a file that was not there.
  chmodSync(path, 0o600);
  return secret;
}

/** The configured ones; otherwise one that is kept in the data directory; otherwise one that ends with this process. */
export function cookieSecrets(
  configured: readonly string[],
  dataDirectory: string | null,
  onNotice: (notice: string) => void,
): CookieSecrets {
  const [first, ...others] = configured;
  if (first !== undefined) return [first, ...others];
  if (dataDirectory !== null) return [keptSecret(dataDirectory)];
  onNotice(
    'There is neither a cookie secret nor a data directory: everybody has to sign in again after a restart',
  );
  return [randomBytes(32).toString('base64url')];
}
