import type { HistoryPage } from '../../../shared/contract/history.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';
import type { HistoryRequest } from '../../task-hub/task-hub.ts';

export async function readHistoryPage(
  open: OpenHub,
  instanceId: string,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const page = await open.hub.readHistory(instanceId, request);
  const parentId = page.events.find(({ parent }) => parent !== null)?.parent?.instanceId;
  if (parentId !== undefined) open.index.noteParent(instanceId, parentId).catch(open.logFailure);
  // Nothing at all is normal for an instance that waits to start, and wrong for one that does not exist.
  if (page.events.length === 0 && request.cursor === undefined) await readInstance(open, instanceId);
  return page;
}
