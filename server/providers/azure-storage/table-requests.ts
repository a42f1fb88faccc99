import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import type { StorageClients } from './storage-clients.ts';

const tableApiVersion = '2019-02-02';

export interface TableAnswer {
  readonly headers: PipelineResponse['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

/** Shaped like the SDK's errors, so that it is explained as they are. */
class TableRefusal extends Error {
  override readonly name = 'TableRefusal';

  constructor(
    readonly statusCode: number,
    readonly code: string | null,
  ) {
    super(`the table service answered ${statusCode}`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The pipeline has parsed the body already. */
function bodyOf(response: PipelineResponse): Readonly<Record<string, unknown>> {
  const parsed: unknown = 'parsedBody' in response ? response.parsedBody : null;
  return isRecord(parsed) ? parsed : {};
}

function refusal(response: PipelineResponse): TableRefusal {
  const error = bodyOf(response)['odata.error'];
  const code = isRecord(error) && typeof error.code === 'string' ? error.code : null;
  return new TableRefusal(response.status, code);
}

/** Keys and filters with half a character name nothing that storage could hold, and cannot be part of a URL. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function keyLiteral(key: string): string {
  return `'${encoded(key.replaceAll("'", "''"))}'`;
}

export function rowPath(table: TableClient, partitionKey: string, rowKey: string): string {
  const keys = `PartitionKey=${keyLiteral(partitionKey)},RowKey=${keyLiteral(rowKey)}`;
  return `${table.url}/${table.tableName}(${keys})`;
}

export function queryPath(table: TableClient): string {
  return `${table.url}/${table.tableName}()`;
}

/**
 * One read through the client's own pipeline, which signs and retries. The client's own methods convert every value of
 * every row, which costs four times as much as all the rest.
 */
export async function getFromTable(
  clients: StorageClients,
  table: TableClient,
  request: {
    readonly path: string;
    readonly query: Readonly<Record<string, string | undefined>>;
    readonly abortSignal: AbortSignal;
  },
): Promise<TableAnswer> {
  const query = Object.entries(request.query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encoded(value)}`]))
    .join('&');
  const response = await table.pipeline.sendRequest(
    clients.tableHttp,
    createPipelineRequest({
      url: query === '' ? request.path : `${request.path}?${query}`,
      headers: createHttpHeaders({
        accept: 'application/json;odata=minimalmetadata',
        'x-ms-version': tableApiVersion,
        dataserviceversion: '3.0',
      }),
      abortSignal: request.abortSignal,
      allowInsecureConnection: table.url.startsWith('http:'),
    }),
  );
  if (response.status !== 200) throw refusal(response);
  return { headers: response.headers, body: bodyOf(response) };
}
