import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  accessConfig,
  accessSettings,
  publicUrlSetting,
  withAccessEnvironment,
  type AccessConfig,
} from './access/access-config.ts';
import {
  alertsConfig,
  alertsSettings,
  alertTargetsSettings,
  type AlertsConfig,
} from './alerts/alerts-config.ts';
import {
  connectionConfigs,
  connectionSource,
  embeddedConnectionName,
  webJobsConnection,
  type ConnectionConfig,
} from './connection-config.ts';
import { list, type Environment } from './environment.ts';
import { eventGridConfig, eventGridSettings, type EventGridSource } from './event-grid/event-grid-config.ts';
import {
  applicationInsightsSettings,
  linksConfig,
  linksSettings,
  type LinksConfig,
} from './links/links-config.ts';
import { metricsConfig, metricsSettings, type MetricsConfig } from './metrics/metrics-config.ts';
import { compileMasking, maskingRule, type MaskingRules } from './masking/masking-rules.ts';
import { prepareDataDirectory } from './storage/data-directory.ts';

/** More than an origin would be more of a policy than was meant. */
const frameOrigin = z
  .string()
  .regex(/^https?:\/\/(\*\.)?[\w.-]+(:\d+)?\/?$/, 'must be an origin, such as https://portal.example');

const settings = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(7072),
  allowUnauthenticated: z.union([z.boolean(), z.stringbool()]).default(false),
  allowedHosts: z.array(z.string().min(1)).default([]),
  frameAncestors: z.array(frameOrigin).default([]),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  dataDirectory: z.string().min(1).nullable().default(null),
  connections: z.array(connectionSource).default([]),
  masking: z.array(maskingRule).default([]),
  maskingUnparsable: z.enum(['withhold', 'show']).default('withhold'),
  requireReason: z.union([z.boolean(), z.stringbool()]).default(false),
  publicUrl: publicUrlSetting,
  access: accessSettings.prefault({}),
  metrics: metricsSettings.prefault({}),
  alerts: alertsSettings,
  alertTargets: alertTargetsSettings.prefault({}),
  eventGrid: eventGridSettings,
  links: linksSettings,
  applicationInsights: applicationInsightsSettings,
});

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly frameAncestors: readonly string[];
  readonly logLevel: z.output<typeof settings>['logLevel'];
  /** Absolute, there and writable; `null` keeps everything in memory. */
  readonly dataDirectory: string | null;
  /** Empty = bring the embedded task hub along. */
  readonly connections: readonly ConnectionConfig[];
  /** What is taken out of every text before it leaves the server; `null` = nothing. */
  readonly masking: MaskingRules | null;
  /** A command without a reason is refused. */
  readonly isReasonRequired: boolean;
  readonly access: AccessConfig;
  readonly metrics: MetricsConfig;
  readonly alerts: AlertsConfig;
  readonly eventGrid: readonly EventGridSource[];
  readonly links: LinksConfig;
}

/** Lists everything that is wrong with the configuration, one sentence a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);
function fromEnvironment(env: Environment): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const take = (key: string, variable: string, parse: (text: string) => unknown = String) => {
    const text = env[variable];
    if (text !== undefined && text !== '') values[key] = parse(text);
  };
  take('host', 'DURASCOPE_HOST');
  take('port', 'DURASCOPE_PORT');
  take('allowUnauthenticated', 'DURASCOPE_ALLOW_UNAUTHENTICATED');
  take('allowedHosts', 'DURASCOPE_ALLOWED_HOSTS', list);
  take('frameAncestors', 'DURASCOPE_FRAME_ANCESTORS', list);
  take('logLevel', 'DURASCOPE_LOG_LEVEL');
  take('dataDirectory', 'DURASCOPE_DATA_DIRECTORY');
  take('requireReason', 'DURASCOPE_REQUIRE_REASON');
  take('publicUrl', 'DURASCOPE_PUBLIC_URL');
  return values;
}

function readConfigFile(env: Environment): Record<string, unknown> {
  const file = env.DURASCOPE_CONFIG;
  if (!file) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    // What a parser says of a broken file quotes it, with the secrets beside the fault.
    const isBroken = error instanceof z.ZodError || error instanceof SyntaxError;
    const reason = isBroken ? 'it holds no JSON object' : String(error);
    throw new ConfigError([`The configuration file ${file} cannot be read: ${reason}.`]);
  }
}

function dataDirectoryOf(path: string | null, problems: string[]): string | null {
  if (path === null) return null;
  const prepared = prepareDataDirectory(path);
  if ('directory' in prepared) return prepared.directory;
  problems.push(prepared.problem);
  return null;
}

/** Without any, the embedded task hub comes along. */
function connectionNames(connections: readonly ConnectionConfig[]): string[] {
  return connections.length === 0 ? [embeddedConnectionName] : connections.map(({ name }) => name);
}

/** Environment wins over file. Throws `ConfigError` with every problem found. */
export function readConfig(env: Environment): Config {
  const file = readConfigFile(env);
  const fileConnections = Array.isArray(file.connections) ? (file.connections as unknown[]) : [];
  const parsed = settings.safeParse({
    ...file,
    ...fromEnvironment(env),
    access: withAccessEnvironment(file.access, env),
    connections: [...fileConnections, ...webJobsConnection(env)],
  });
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}.`),
    );
  }
  const problems: string[] = [];
  const connections = connectionConfigs(parsed.data.connections, env, problems);
  const { host, port, frameAncestors, logLevel, allowUnauthenticated, publicUrl } = parsed.data;
  const isReasonRequired = parsed.data.requireReason;
  const isLoopback = loopback.has(host);
  const access = accessConfig(
    parsed.data.access,
    { publicUrl, isLoopback, allowUnauthenticated, host, env },
    problems,
  );
  const allowedHosts = [
    ...parsed.data.allowedHosts,
    ...(publicUrl === null ? [] : [new URL(publicUrl).host]),
  ];
  const masking = compileMasking(parsed.data.masking, parsed.data.maskingUnparsable, problems);
  const alerts = alertsConfig(parsed.data, env, problems);
  const eventGrid = eventGridConfig(parsed.data.eventGrid, connectionNames(connections), env, problems);
  const links = linksConfig(parsed.data.links, parsed.data.applicationInsights, problems);
  const dataDirectory = dataDirectoryOf(parsed.data.dataDirectory, problems);
  const metrics = metricsConfig(parsed.data.metrics, env, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    host,
    port,
    allowedHosts,
    frameAncestors,
    logLevel,
    dataDirectory,
    connections,
    masking,
    isReasonRequired,
    access,
    metrics,
    alerts,
    eventGrid,
    links,
  };
}
