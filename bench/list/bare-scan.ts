import { TableClient } from '@azure/data-tables';
import { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';
import { rowColumns } from '../../server/providers/azure-storage/instance-row.ts';

/** Ranges read side by side, as many as the provider reads. */
const parallelRanges = 8;
const httpClient = createDefaultHttpClient();

function openTable(connectionString: string, table: string): TableClient {
  return TableClient.fromConnectionString(connectionString, table, { allowInsecureConnection: true });
}

function quoted(key: string): string {
  return `'${key.replaceAll("'", "''")}'`;
}

interface RawPage {
  readonly value: readonly unknown[];
}

async function countRange(client: TableClient, from: string, to: string | null): Promise<number> {
  let next: [string, string] | null = null;
  let rows = 0;
  do {
    const upper = to === null ? '' : ` and PartitionKey lt ${quoted(to)}`;
    const query = new URLSearchParams({
      $filter: `PartitionKey ge ${quoted(from)}${upper}`,
      $select: rowColumns.join(','),
      $top: '1000',
    });
    if (next !== null) {
      query.set('NextPartitionKey', next[0]);
      query.set('NextRowKey', next[1]);
    }
    const request = createPipelineRequest({
      url: `${client.url}/${client.tableName}()?${query.toString().replaceAll('+', '%20')}`,
      allowInsecureConnection: true,
    });
    request.headers.set('accept', 'application/json;odata=minimalmetadata');
    const response = await client.pipeline.sendRequest(httpClient, request);
    if (response.status !== 200) throw new Error(`The table answered ${response.status}.`);
    // The client's pipeline has parsed the text already.
    const page = (response as unknown as { parsedBody: RawPage }).parsedBody;
    rows += page.value.length;
    const [partition, row] = [
      response.headers.get('x-ms-continuation-nextpartitionkey'),
      response.headers.get('x-ms-continuation-nextrowkey'),
    ];
    next = partition === undefined ? null : [partition, row ?? ''];
  } while (next !== null);
  return rows;
}

/** The least a split scan can cost: ranges of one page each, known beforehand, and nothing done with the rows. */
export async function bareSplitScan(
  connectionString: string,
  table: string,
  sortedKeys: readonly string[],
): Promise<number> {
  const client = openTable(connectionString, table);
  const starts = sortedKeys.filter((_, place) => place % 1000 === 0);
  const ranges = starts.map((from, place) => ({ from, to: starts[place + 1] ?? null })).values();
  let rows = 0;
  const readRanges = async () => {
    for (const { from, to } of ranges) rows += await countRange(client, from, to);
  };
  await Promise.all(Array.from({ length: parallelRanges }, readRanges));
  return rows;
}

/** The naive way: the SDK's iterator from the first row to the last. */
export async function sequentialScan(connectionString: string, table: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  const pages = openTable(connectionString, table).listEntities({
    queryOptions: { select: [...rowColumns] },
  });
  for await (const row of pages) rows.push(row);
  return rows;
}
