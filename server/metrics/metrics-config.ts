import { z } from 'zod';
import type { Environment } from '../environment.ts';

/** Short ones are guessed. */
const minTokenChars = 16;

/** Part `metrics` of the configuration. */
export const metricsSettings = z.strictObject({
  /** What a scraper sends as bearer token. */
  token: z.string().min(minTokenChars).optional(),
  /** Name of the environment variable that holds the token, so that files carry none. */
  tokenFrom: z.string().min(1).default('DURASCOPE_METRICS_TOKEN'),
});

export interface MetricsConfig {
  /** `null`: without sign-in everybody who reaches the dashboard may scrape it, with sign-in nobody. */
  readonly token: string | null;
}

export function metricsConfig(
  { token, tokenFrom }: z.output<typeof metricsSettings>,
  env: Environment,
  problems: string[],
): MetricsConfig {
  const given = token ?? env[tokenFrom] ?? '';
  if (given !== '' && given.length < minTokenChars) {
    problems.push(`metrics.tokenFrom: ${tokenFrom} holds fewer than ${minTokenChars} characters.`);
  }
  return { token: given === '' ? null : given };
}
