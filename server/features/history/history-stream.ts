import type { Request, Response } from 'express';
import { historyStreamType, readHistory, type HistoryPage } from '../../../shared/contract/history.ts';
import { parsePart } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { historyPages } from './history-service.ts';
import { sendParts } from './send-parts.ts';

export function wantsStream(request: Request): boolean {
  return request.accepts(['application/json', historyStreamType]) === historyStreamType;
}

async function* linesOf(pages: AsyncIterable<HistoryPage>): AsyncGenerator<string> {
  for await (const page of pages) yield `${JSON.stringify(page)}\n`;
}

export async function streamHistory(hubs: HubRegistry, request: Request, response: Response): Promise<void> {
  const { hub, instanceId } = parsePart(readHistory.params, 'path', request.params);
  const { cursor } = parsePart(readHistory.query, 'query', request.query);
  const open = await hubs.find(hub);
  await sendParts(response, { 'content-type': historyStreamType }, (signal) =>
    linesOf(historyPages(open, instanceId, { cursor, signal })),
  );
}
