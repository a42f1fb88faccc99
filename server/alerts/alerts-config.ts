import { z } from 'zod';
import { alertRuleDraft, type AlertRule } from '../../shared/contract/alert-rules.ts';
import { alertTargetKinds, type AlertTargetKind } from '../../shared/contract/alerts.ts';
import { parseFilter } from '../../shared/domain/instance-filter/parse-filter.ts';
import type { Environment } from '../environment.ts';
import { refuseUrl, type TargetHosts } from './target-hosts.ts';

const text = z.string().min(1);
const targetName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'use letters, digits, dot, dash and underscore');
const minSecretChars = 16;

const target = z.strictObject({
  name: targetName,
  kind: z.enum(alertTargetKinds),
  url: text.optional(),
  /** Name of the environment variable that holds the address, so that files carry no token. */
  urlFrom: text.optional(),
  signingSecret: text.optional(),
  signingSecretFrom: text.optional(),
});
type RawTarget = z.output<typeof target>;

/** Part `alertTargets` of the configuration. */
export const alertTargetsSettings = z.strictObject({
  allowedHosts: z.array(text).default([]),
  allowLoopback: z.boolean().default(false),
  timeoutSeconds: z.number().min(1).max(60).default(10),
  /** Tries of one message before it is given up. */
  maxAttempts: z.int().min(1).max(50).default(12),
  targets: z.array(target).max(100).default([]),
});

/** Part `alerts` of the configuration. */
export const alertsSettings = z.array(alertRuleDraft).max(500).default([]);

/** A place that messages are sent to. Its address and its secret stay in this process. */
export interface WebhookTarget {
  readonly name: string;
  readonly kind: AlertTargetKind;
  readonly url: URL;
  /** `null` = messages carry no signature. */
  readonly signingSecret: string | null;
}

export interface AlertsConfig {
  readonly rules: readonly AlertRule[];
  readonly targets: readonly WebhookTarget[];
  readonly hosts: TargetHosts;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
}

interface Settings {
  readonly alerts: z.output<typeof alertsSettings>;
  readonly alertTargets: z.output<typeof alertTargetsSettings>;
}

function valueOf(given: string | undefined, from: string | undefined, env: Environment) {
  return given ?? (from === undefined ? undefined : env[from]);
}

function urlOf(raw: RawTarget, env: Environment, hosts: TargetHosts): URL | string {
  const address = valueOf(raw.url, raw.urlFrom, env);
  if (!address) return raw.urlFrom === undefined ? 'url or urlFrom is missing' : `${raw.urlFrom} is not set`;
  // What is wrong with an address must not be told by quoting it: it holds a token.
  if (!URL.canParse(address)) return 'its address is no URL';
  const url = new URL(address);
  const refusal = refuseUrl(url, hosts);
  return refusal === null ? url : `of its address: ${refusal}`;
}

function secretOf(raw: RawTarget, env: Environment): { secret: string | null } | string {
  const secret = valueOf(raw.signingSecret, raw.signingSecretFrom, env);
  if (secret === undefined || secret === '')
    return raw.signingSecretFrom === undefined ? { secret: null } : `${raw.signingSecretFrom} is not set`;
  return secret.length < minSecretChars
    ? `its signing secret has fewer than ${minSecretChars} characters`
    : { secret };
}

function targetsOf(
  settings: Settings['alertTargets'],
  hosts: TargetHosts,
  env: Environment,
  problems: string[],
): WebhookTarget[] {
  const seen = new Set<string>();
  return settings.targets.flatMap((raw) => {
    const complain = (problem: string) => problems.push(`alertTargets: target "${raw.name}": ${problem}.`);
    if (seen.has(raw.name)) complain('another target has this name');
    seen.add(raw.name);
    const url = urlOf(raw, env, hosts);
    const secret = secretOf(raw, env);
    if (typeof url === 'string') complain(url);
    if (typeof secret === 'string') complain(secret);
    if (typeof url === 'string' || typeof secret === 'string') return [];
    return [{ name: raw.name, kind: raw.kind, url, signingSecret: secret.secret }];
  });
}

/** What a schema cannot see in a rule. */
export function problemsOfRule(
  { condition, targets }: Settings['alerts'][number],
  known: readonly string[],
): string[] {
  const missing = targets.filter((name) => !known.includes(name));
  const unknown = missing.map((name) => `there is no target "${name}" in alertTargets`);
  if (condition.kind !== 'failure-rate') return unknown;
  const { problems } = parseFilter(condition.q, 'UTC');
  return [...unknown, ...problems.map(({ message }) => `the filter is not understood: ${message}`)];
}

/** Says what is wrong in `problems`. */
export function alertsConfig(
  { alerts, alertTargets }: Settings,
  env: Environment,
  problems: string[],
): AlertsConfig {
  const hosts = { allowed: alertTargets.allowedHosts, allowLoopback: alertTargets.allowLoopback };
  const targets = targetsOf(alertTargets, hosts, env, problems);
  const names = alertTargets.targets.map(({ name }) => name);
  const seen = new Set<string>();
  const rules = alerts.map((draft) => {
    const found = problemsOfRule(draft, names);
    if (seen.has(draft.name)) found.push('another rule has this name');
    seen.add(draft.name);
    problems.push(...found.map((problem) => `alerts: rule "${draft.name}": ${problem}.`));
    const origin = 'configuration' as const;
    return { ...draft, id: `configuration:${draft.name}`, origin, changedBy: null, changedAt: null };
  });
  const { timeoutSeconds, maxAttempts } = alertTargets;
  return { rules, targets, hosts, timeoutMs: timeoutSeconds * 1000, maxAttempts };
}

/** Everything in an address beside its host may be a token. */
export function secretsOfTargets({ targets }: AlertsConfig): string[] {
  return targets.flatMap(({ url, signingSecret }) => [
    url.href,
    `${url.pathname}${url.search}`,
    ...url.pathname.split('/').filter((part) => part.length >= 12),
    ...[...url.searchParams.values()].filter((value) => value.length >= 12),
    ...(signingSecret === null ? [] : [signingSecret]),
  ]);
}
