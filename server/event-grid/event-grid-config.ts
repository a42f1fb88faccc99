import { z } from 'zod';
import { bearerSettings, type BearerConfig } from '../access/access-config.ts';
import { list, type Environment } from '../environment.ts';

/** Short ones are guessed, and an address with a secret in it is tried from everywhere. */
const minSecretChars = 24;
/** The application that Event Grid itself is in every directory of Microsoft Entra ID. */
const eventGridApplication = '4962773b-9cdb-44cf-a8bf-237846a00ab7';

const source = z.strictObject({
  /** Name of the connection whose task hubs the events are about. */
  connection: z.string().min(1),
  /** Any of them is taken, so that one can be exchanged for another. */
  secrets: z.array(z.string()).min(1).optional(),
  /** Name of the environment variable that holds them, separated by commas, so that files carry none. */
  secretsFrom: z.string().min(1).optional(),
  token: bearerSettings
    .extend({ applicationIds: z.array(z.string().min(1)).min(1).default([eventGridApplication]) })
    .optional(),
  /** Of deliveries that proved themselves; each may hold thousands of events. */
  requestsPerMinute: z.int().min(1).max(100_000).default(6_000),
});
type RawSource = z.output<typeof source>;

/** Part `eventGrid` of the configuration. */
export const eventGridSettings = z.array(source).max(100).default([]);

interface TokenConfig extends BearerConfig {
  /** Applications whose tokens are taken. */
  readonly applicationIds: readonly string[];
}

/** Who may send events about the task hubs of one connection. */
export interface EventGridSource {
  readonly connection: string;
  readonly secrets: readonly string[];
  /** `null` = no tokens are taken. */
  readonly token: TokenConfig | null;
  readonly requestsPerMinute: number;
}

function secretsOf({ secrets, secretsFrom }: RawSource, env: Environment): readonly string[] | string {
  const found = secrets ?? (secretsFrom === undefined ? [] : list(env[secretsFrom] ?? ''));
  if (secretsFrom !== undefined && found.length === 0) return `${secretsFrom} is not set`;
  const isShort = found.some((secret) => secret.length < minSecretChars);
  return isShort ? `a secret has fewer than ${minSecretChars} characters` : found;
}

function sourceOf(raw: RawSource, env: Environment): EventGridSource | string {
  const secrets = secretsOf(raw, env);
  if (typeof secrets === 'string') return secrets;
  if (secrets.length === 0 && raw.token === undefined) {
    return 'secrets, secretsFrom or token is missing: without any of them anybody could send events';
  }
  const { connection, token = null, requestsPerMinute } = raw;
  return { connection, secrets, token, requestsPerMinute };
}

/** Says what is wrong in `problems`. */
export function eventGridConfig(
  settings: readonly RawSource[],
  connections: readonly string[],
  env: Environment,
  problems: string[],
): EventGridSource[] {
  const seen = new Set<string>();
  return settings.flatMap((raw) => {
    const complain = (problem: string) => problems.push(`eventGrid: "${raw.connection}": ${problem}.`);
    if (!connections.includes(raw.connection)) {
      complain(`there is no such connection; there are ${connections.join(', ')}`);
    }
    if (seen.has(raw.connection)) complain('it is listed twice');
    seen.add(raw.connection);
    const found = sourceOf(raw, env);
    if (typeof found !== 'string') return [found];
    complain(found);
    return [];
  });
}
