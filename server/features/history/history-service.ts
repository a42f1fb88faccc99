import type { HistoryPage } from '../../../shared/contract/history.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';
import type { HistoryRequest, HistoryScan } from '../../task-hub/task-hub.ts';

async function takeNote(
  open: OpenHub,
  instanceId: string,
  page: HistoryPage,
  isFirst: boolean,
): Promise<void> {
  const parentId = page.events.find(({ parent, isLeftover }) => parent !== null && !isLeftover)?.parent
    ?.instanceId;
  if (parentId !== undefined) open.index.noteParent(instanceId, parentId).catch(open.logFailure);
  // Nothing at all is normal for an instance that waits to start, and wrong for one that does not exist.
  if (isFirst && page.events.length === 0) await readInstance(open, instanceId);
}

export async function readHistoryPage(
  open: OpenHub,
  instanceId: string,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const page = await open.hub.readHistory(instanceId, request);
  await takeNote(open, instanceId, page, request.cursor === undefined);
  return page;
}

/** All pages from the cursor on, each made when it is asked for. */
export async function* historyPages(
  open: OpenHub,
  instanceId: string,
  scan: HistoryScan,
): AsyncGenerator<HistoryPage> {
  let isFirst = scan.cursor === undefined;
  for await (const page of open.hub.scanHistory(instanceId, scan)) {
    await takeNote(open, instanceId, page, isFirst);
    isFirst = false;
    yield page;
  }
}
