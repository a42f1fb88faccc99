import type { FileInstance, FilePayload } from '../../../shared/contract/history-file.ts';
import { historyFileFormat, historyFileVersion } from '../../../shared/contract/history-file.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';

/** As long as a text may be that is read from a blob. */
const maxChars = 256 * 1024 * 1024;

async function withText(
  { hub }: OpenHub,
  instanceId: string,
  info: PayloadInfo | null,
): Promise<FilePayload | null> {
  if (info === null) return null;
  try {
    return { ...info, text: (await hub.readPayload(instanceId, info.ref, maxChars)).text };
  } catch (error) {
    // One payload that is gone must not prevent the file.
    if (error instanceof AppError) return { ...info, text: null, problem: error.message };
    throw error;
  }
}

async function withTexts(open: OpenHub, detail: InstanceDetail): Promise<FileInstance> {
  const textOf = (info: PayloadInfo | null) => withText(open, detail.instanceId, info);
  return {
    ...detail,
    input: await textOf(detail.input),
    output: await textOf(detail.output),
    customStatusPayload: await textOf(detail.customStatusPayload),
  };
}

/** The file in parts, each made when it is asked for. */
export async function* historyFileParts(
  open: OpenHub,
  instanceId: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const readAt = nowInstant();
  const detail = await findInstance(open, instanceId);
  const head = {
    format: historyFileFormat,
    version: historyFileVersion,
    readAt,
    hub: open.key,
    instanceId,
    instance: detail === null ? null : await withTexts(open, detail),
  };
  let executionId: string | null = null;
  const problems = new Set<string>();
  let text = `${JSON.stringify(head).slice(0, -1)},"events":[`;
  let hasEvents = false;
  for await (const page of open.hub.scanHistoryTexts(instanceId, signal)) {
    if (detail === null && !hasEvents && page.events.length === 0) {
      throw new AppError('not-found', `The task hub ${open.hub.ref.name} has no instance "${instanceId}".`);
    }
    executionId = page.executionId;
    for (const problem of page.problems) problems.add(problem);
    for (const event of page.events) {
      text += `${hasEvents ? ',' : ''}\n${JSON.stringify(event)}`;
      hasEvents = true;
    }
    yield text;
    text = '';
  }
  const tail = JSON.stringify({ executionId, problems: [...problems] });
  yield `${text}\n],${tail.slice(1)}\n`;
}
