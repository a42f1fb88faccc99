import { z } from 'zod';
import { list, type Environment } from './environment.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'use letters, digits, dot, dash and underscore');
const serviceUri = z.url({ protocol: /^https?$/ });

/** One entry of `connections` in the configuration. */
/** Of the task hub that comes along where no connection is configured. */
export const embeddedConnectionName = 'embedded';

export const connectionSource = z.strictObject({
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
  /** Nothing is written through it; a text says why. */
  readOnly: z.union([z.boolean(), z.string().min(1)]).default(false),
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
  /** Why nothing may be written through it; `null` = it may. */
  readonly readOnlyReason: string | null;
}

const webJobsStorage = 'AzureWebJobsStorage';
const identityKeys = ['accountName', 'tableServiceUri', 'queueServiceUri', 'blobServiceUri', 'clientId'];

/** The variables that a function app itself uses for its storage account. */
export function webJobsConnection(env: Environment): unknown[] {
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
      readOnly: env.DURASCOPE_READ_ONLY === 'true',
    },
  ];
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

function readOnlyReasonOf({ name: connection, readOnly }: RawConnection): string | null {
  if (typeof readOnly === 'string') return readOnly;
  return readOnly ? `The connection "${connection}" is configured as read-only.` : null;
}

/** Says what is wrong in `problems`. */
export function connectionConfigs(
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
      readOnlyReason: readOnlyReasonOf(connection),
    });
  }
  return configs;
}
