import type { StorageSource } from '../../connection-config.ts';
import { AppError } from '../../errors.ts';
import { parseConnectionString } from './connection-string.ts';
import type { Service, StorageAccount } from './storage-account.ts';

type IdentitySource = Extract<StorageSource, { kind: 'identity' }>;

function identityAccount(connection: string, source: IdentitySource): StorageAccount {
  const given = {
    table: source.tableServiceUri,
    queue: source.queueServiceUri,
    blob: source.blobServiceUri,
  };
  const endpointOf = (service: Service): string => {
    const uri =
      given[service] ?? (source.accountName && `https://${source.accountName}.${service}.core.windows.net`);
    if (!uri) {
      throw new AppError(
        'invalid-request',
        `Connection "${connection}" names neither an accountName nor a ${service}ServiceUri.`,
      );
    }
    if (!URL.canParse(uri) || new URL(uri).protocol !== 'https:') {
      throw new AppError(
        'invalid-request',
        `The ${service}ServiceUri of connection "${connection}" is no https address; signing in with an identity needs one.`,
      );
    }
    return uri.replace(/\/+$/, '');
  };
  const endpoints = { table: endpointOf('table'), queue: endpointOf('queue'), blob: endpointOf('blob') };
  return {
    target: source.accountName ?? new URL(endpoints.table).host,
    endpoints,
    credential: { kind: 'identity', clientId: source.clientId },
  };
}

/** Where the account is and how to sign in. A source that cannot be used is `invalid-request`. */
export function storageAccount(connection: string, source: StorageSource): StorageAccount {
  return source.kind === 'identity'
    ? identityAccount(connection, source)
    : parseConnectionString(connection, source.connectionString);
}
