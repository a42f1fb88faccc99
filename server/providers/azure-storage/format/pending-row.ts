import type { Instant } from '../../../../shared/domain/instant.ts';
import { isLargeProperty } from './large-payload.ts';
import { escapePartitionKey } from './partition-key.ts';
import type { StartFacts } from './start-message.ts';

type Cell = string | number | { readonly type: 'DateTime'; readonly value: Instant };

export function timeCell(value: Instant): Cell {
  return { type: 'DateTime', value };
}

/** Where the larger values of a start lie when they are not in the row itself. */
export interface StartBlobs {
  /** URL of the start message's blob; `null` = the message is in the queue itself. */
  readonly messageUrl: string | null;
  readonly inputBlobName: string | null;
  readonly tagsBlobName: string | null;
}

/** As they are stored: no tags are the text `null`. */
function tagsText({ tags }: Pick<StartFacts, 'tags'>): string {
  return JSON.stringify(tags);
}

/** Which values of a start need a blob beside its row. The input does not when the whole message has one. */
export function largeStartValues(
  start: StartFacts,
  isMessageLarge: boolean,
): { readonly input: string | null; readonly tags: string | null } {
  const { input } = start;
  const tags = tagsText(start);
  return {
    input: input !== null && !isMessageLarge && isLargeProperty(input) ? input : null,
    tags: isLargeProperty(tags) ? tags : null,
  };
}

function valueCells(column: string, text: string | null, blobName: string | null): Record<string, Cell> {
  if (blobName !== null) return { [column]: '', [`${column}BlobName`]: blobName };
  return text === null ? {} : { [column]: text };
}

/** The Instances row that a client writes after the message. */
export function pendingRow(
  start: StartFacts,
  blobs: StartBlobs,
  written: { readonly hub: string; readonly createdAt: Instant; readonly lastUpdatedAt: Instant },
): { readonly partitionKey: string; readonly rowKey: string } & Readonly<Record<string, Cell>> {
  return {
    partitionKey: escapePartitionKey(start.instanceId),
    rowKey: '',
    ...valueCells('Input', blobs.messageUrl ?? start.input, blobs.inputBlobName),
    CreatedTime: timeCell(written.createdAt),
    Name: start.name,
    Version: start.version,
    RuntimeStatus: 'Pending',
    LastUpdatedTime: timeCell(written.lastUpdatedAt),
    TaskHubName: written.hub,
    ...(start.scheduledAt === null ? {} : { ScheduledStartTime: timeCell(start.scheduledAt) }),
    ExecutionId: start.executionId,
    Generation: start.generation,
    ...valueCells('Tags', tagsText(start), blobs.tagsBlobName),
  };
}
