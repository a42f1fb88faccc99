import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compileMasking, maskingRule, type MaskingRules } from './masking/masking-rules.ts';
import { prepareDataDirectory } from './storage/data-directory.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'use letters, digits, dot, dash and underscore');
const serviceUri = z.url({ protocol: /^https?$/ });

const connectionSource = z.strictObject({
  name,
  connectionString: z.string().min(1).optional(),
  /** Name of the environment variable that holds the connection string, so that files carry no secret. */
  connectionStringFrom: z.string().min(1).optional(),
  accountName: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, 'a storage account name has 3 to 24 lower-case letters and digits')
    .optional(),
  tableServiceUri: serviceUri.optional(),
  queueServiceUri: serviceUri.optional(),
  blobServiceUri: serviceUri.optional(),
  /** Client id of a user-assigned managed identity. */
  clientId: z.string().min(1).optional(),
  /** Task hubs to show; all that are found when left out. */
  taskHubs: z.array(z.string().min(1)).min(1).optional(),
  /** Only where storage cannot tell, see docs/architecture.md. */
  partitionCount: z.int().min(1).max(16).optional(),
});

const settings = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(7072),
  allowUnauthenticated: z.union([z.boolean(), z.stringbool()]).default(false),
  allowedHosts: z.array(z.string().min(1)).default([]),
  frameAncestors: z.array(z.string().min(1)).default([]),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  dataDirectory: z.string().min(1).nullable().default(null),
  connections: z.array(connectionSource).default([]),
  masking: z.array(maskingRule).default([]),
  maskingUnparsable: z.enum(['withhold', 'show']).default('withhold'),
});

export type StorageSource =
  | { readonly kind: 'connection-string'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      readonly accountName: string | undefined;
      readonly tableServiceUri: string | undefined;
      readonly queueServiceUri: string | undefined;
      readonly blobServiceUri: string | undefined;
      readonly clientId: string | undefined;
    };

export interface ConnectionConfig {
  readonly name: string;
  readonly source: StorageSource;
  readonly taskHubs: readonly string[] | null;
  readonly partitionCount: number | null;
}

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
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Lists everything that is wrong with the configuration, one sentence a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

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
  return values;
}

const webJobsStorage = 'AzureWebJobsStorage';
const identityKeys = ['accountName', 'tableServiceUri', 'queueServiceUri', 'blobServiceUri', 'clientId'];

/** The variables that a function app itself uses for its storage account. */
function webJobsConnection(env: Environment): unknown[] {
  const connectionString = env[webJobsStorage];
  const hasIdentity = Object.keys(env).some((key) => key.startsWith(`${webJobsStorage}__`));
  if (!connectionString && !hasIdentity) return [];
  const identity: Record<string, string> = {};
  for (const key of identityKeys) {
    const value = env[`${webJobsStorage}__${key}`];
    if (value) identity[key] = value;
  }
  const taskHubs = list(env.DURASCOPE_TASK_HUBS ?? '');
  return [
    {
      name: webJobsStorage,
      ...(connectionString ? { connectionString } : identity),
      ...(taskHubs.length > 0 ? { taskHubs } : {}),
    },
  ];
}

function readConfigFile(env: Environment): Record<string, unknown> {
  const file = env.DURASCOPE_CONFIG;
  if (!file) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it holds no JSON object' : String(error);
    throw new ConfigError([`The configuration file ${file} cannot be read: ${reason}.`]);
  }
}

type RawConnection = z.output<typeof connectionSource>;

function sourceOf(raw: RawConnection, env: Environment, problems: string[]): StorageSource | null {
  const {
    connectionString,
    connectionStringFrom,
    accountName,
    tableServiceUri,
    queueServiceUri,
    blobServiceUri,
    clientId,
  } = raw;
  const text =
    connectionString ?? (connectionStringFrom === undefined ? undefined : env[connectionStringFrom]);
  if (text) return { kind: 'connection-string', connectionString: text };
  if (connectionStringFrom !== undefined) {
    problems.push(
      `Connection "${raw.name}" wants its connection string from ${connectionStringFrom}, which is not set.`,
    );
    return null;
  }
  const hasAllUris =
    tableServiceUri !== undefined && queueServiceUri !== undefined && blobServiceUri !== undefined;
  if (accountName === undefined && !hasAllUris) {
    problems.push(
      `Connection "${raw.name}" needs a connection string, an accountName, or tableServiceUri, queueServiceUri and blobServiceUri together.`,
    );
    return null;
  }
  return { kind: 'identity', accountName, tableServiceUri, queueServiceUri, blobServiceUri, clientId };
}

function connectionConfigs(
  raw: readonly RawConnection[],
  env: Environment,
  problems: string[],
): ConnectionConfig[] {
  const seen = new Set<string>();
  const configs: ConnectionConfig[] = [];
  for (const connection of raw) {
    if (seen.has(connection.name)) problems.push(`Two connections are called "${connection.name}".`);
    seen.add(connection.name);
    const source = sourceOf(connection, env, problems);
    if (source === null) continue;
    configs.push({
      name: connection.name,
      source,
      taskHubs: connection.taskHubs ?? null,
      partitionCount: connection.partitionCount ?? null,
    });
  }
  return configs;
}

function dataDirectoryOf(path: string | null, problems: string[]): string | null {
  if (path === null) return null;
  const prepared = prepareDataDirectory(path);
  if ('directory' in prepared) return prepared.directory;
  problems.push(prepared.problem);
  return null;
}

/** Environment wins over file. Throws `ConfigError` with every problem found. */
export function readConfig(env: Environment): Config {
  const file = readConfigFile(env);
  const fileConnections = Array.isArray(file.connections) ? (file.connections as unknown[]) : [];
  const parsed = settings.safeParse({
    ...file,
    ...fromEnvironment(env),
    connections: [...fileConnections, ...webJobsConnection(env)],
  });
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}.`),
    );
  }
  const problems: string[] = [];
  const connections = connectionConfigs(parsed.data.connections, env, problems);
  const { host, port, allowedHosts, frameAncestors, logLevel, allowUnauthenticated } = parsed.data;
  if (!loopback.has(host) && !allowUnauthenticated) {
    problems.push(
      `Listening on ${host} would let anybody who reaches it act on your task hubs. Use a loopback address, or set DURASCOPE_ALLOW_UNAUTHENTICATED=true if something in front of it signs people in.`,
    );
  }
  const masking = compileMasking(parsed.data.masking, parsed.data.maskingUnparsable, problems);
  const dataDirectory = dataDirectoryOf(parsed.data.dataDirectory, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return { host, port, allowedHosts, frameAncestors, logLevel, dataDirectory, connections, masking };
}
