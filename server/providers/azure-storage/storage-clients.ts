import {
  AzureNamedKeyCredential,
  AzureSASCredential,
  TableClient,
  TableServiceClient,
  type TableServiceClientOptions,
} from '@azure/data-tables';
import {
  BlobServiceClient,
  AnonymousCredential as AnonymousBlobCredential,
  newPipeline as blobPipeline,
  StorageSharedKeyCredential as BlobKeyCredential,
} from '@azure/storage-blob';
import {
  AnonymousCredential as AnonymousQueueCredential,
  newPipeline as queuePipeline,
  type RequestPolicyFactory,
  QueueServiceClient,
  StorageSharedKeyCredential as QueueKeyCredential,
} from '@azure/storage-queue';
import type { HttpClient, PipelinePolicy } from '@azure/core-rest-pipeline';
import { AccountPause, pausingHttpClient } from './account-pause.ts';
import { createIdentity, type Identity } from './identity.ts';
import { RequestLedger } from './request-ledger.ts';
import type { StorageAccount } from './storage-account.ts';

/** Short, so that an account that does not answer is reported while somebody is still looking. */
const delays = { retryDelayInMs: 300, maxRetryDelayInMs: 1500 };
const readOptions = { retryOptions: { maxRetries: 3, ...delays } };
/** As for sends: a repeated write may hit what another writer did in between. */
const writeOnceOptions = { retryOptions: { maxRetries: 0 } };
const storageOptions = { retryOptions: { maxTries: 4, ...delays } };
/**
 * A send that is repeated may queue a message twice. No kept-alive connections either: a connection that
 * the service closed while it was idle would look like a send with an unknown outcome.
 */
const sendOnceOptions = { retryOptions: { maxTries: 1 }, keepAliveOptions: { enable: false } };

export interface StorageClients {
  readonly tables: TableServiceClient;
  table(name: string): TableClient;
  /** For writing rows: never retries. */
  writingTable(name: string): TableClient;
  /** For requests through a table client's own pipeline. */
  readonly tableHttp: HttpClient;
  readonly queues: QueueServiceClient;
  /** For sending messages: never retries. */
  readonly sendingQueues: QueueServiceClient;
  readonly blobs: BlobServiceClient;
  /** Resolves when a token is there; `null` when no identity is used. */
  readonly signIn: (() => Promise<void>) | null;
  readonly pause: AccountPause;
  readonly ledger: RequestLedger;
}

type TableCredential = AzureNamedKeyCredential | AzureSASCredential | Identity;

function tableCredential({ credential }: StorageAccount, identity: Identity | null): TableCredential {
  if (identity !== null) return identity;
  if (credential.kind === 'sas') return new AzureSASCredential(credential.signature);
  if (credential.kind === 'identity') throw new TypeError('an identity account comes with its identity');
  return new AzureNamedKeyCredential(credential.accountName, credential.accountKey);
}

function clientOptions(url: string, httpClient: HttpClient): TableServiceClientOptions {
  return { ...readOptions, httpClient, allowInsecureConnection: url.startsWith('http:') };
}

function writingOptions(options: TableServiceClientOptions): TableServiceClientOptions {
  const policy: PipelinePolicy = {
    name: 'newConnection',
    sendRequest: (request, next) => next(Object.assign(request, { disableKeepAlive: true })),
  };
  return { ...options, ...writeOnceOptions, additionalPolicies: [{ policy, position: 'perCall' }] };
}

/** The table client's overloads take one kind of credential each. */
function newTableService(
  url: string,
  credential: TableCredential,
  options: TableServiceClientOptions,
): TableServiceClient {
  if (credential instanceof AzureNamedKeyCredential) return new TableServiceClient(url, credential, options);
  if (credential instanceof AzureSASCredential) return new TableServiceClient(url, credential, options);
  return new TableServiceClient(url, credential, options);
}

interface TableAddress {
  readonly url: string;
  readonly name: string;
}

function newTable(
  { url, name }: TableAddress,
  credential: TableCredential,
  options: TableServiceClientOptions,
): TableClient {
  if (credential instanceof AzureNamedKeyCredential) return new TableClient(url, name, credential, options);
  if (credential instanceof AzureSASCredential) return new TableClient(url, name, credential, options);
  return new TableClient(url, name, credential, options);
}

function signedUrl(url: string, { credential }: StorageAccount): string {
  return credential.kind === 'sas' ? `${url}?${credential.signature}` : url;
}

function queueCredential({ credential }: StorageAccount) {
  return credential.kind === 'key'
    ? new QueueKeyCredential(credential.accountName, credential.accountKey)
    : new AnonymousQueueCredential();
}

function blobCredential({ credential }: StorageAccount) {
  return credential.kind === 'key'
    ? new BlobKeyCredential(credential.accountName, credential.accountKey)
    : new AnonymousBlobCredential();
}

/** Counts calls; what a client repeats by itself after a failure is not seen here. */
function counted<P extends { readonly factories: RequestPolicyFactory[] }>(
  pipeline: P,
  count: RequestPolicyFactory,
): P {
  pipeline.factories.push(count);
  return pipeline;
}

export function createStorageClients(account: StorageAccount): StorageClients {
  const identity =
    account.credential.kind === 'identity' ? createIdentity(account.credential.clientId) : null;
  const forTables = tableCredential(account, identity);
  const forQueues = identity ?? queueCredential(account);
  const pause = new AccountPause();
  const ledger = new RequestLedger();
  const { endpoints } = account;
  const tableUrl = endpoints.table;
  const tableHttp = ledger.counting(pausingHttpClient(pause), 'table', tableUrl);
  const countQueues = ledger.countingPolicy('queue', endpoints.queue);
  const countBlobs = ledger.countingPolicy('blob', endpoints.blob);
  const options = clientOptions(tableUrl, tableHttp);
  const forWriting = writingOptions(options);
  const queueUrl = signedUrl(endpoints.queue, account);
  const blobUrl = signedUrl(endpoints.blob, account);
  return {
    tables: newTableService(tableUrl, forTables, options),
    table: (name) => newTable({ url: tableUrl, name }, forTables, options),
    writingTable: (name) => newTable({ url: tableUrl, name }, forTables, forWriting),
    tableHttp,
    queues: new QueueServiceClient(queueUrl, counted(queuePipeline(forQueues, storageOptions), countQueues)),
    sendingQueues: new QueueServiceClient(
      queueUrl,
      counted(queuePipeline(forQueues, sendOnceOptions), countQueues),
    ),
    blobs: new BlobServiceClient(
      blobUrl,
      counted(blobPipeline(identity ?? blobCredential(account), storageOptions), countBlobs),
    ),
    signIn: identity === null ? null : () => identity.signIn(),
    pause,
    ledger,
  };
}
