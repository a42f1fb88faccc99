import type { Request, Response } from 'express';
import { downloadHistory } from '../../../shared/contract/history-file.ts';
import { readHistory } from '../../../shared/contract/history.ts';
import { toShortIso } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { parsePart, serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { historyFileParts } from './history-download.ts';
import { readHistoryPage } from './history-service.ts';
import { streamHistory, wantsStream } from './history-stream.ts';
import { sendParts } from './send-parts.ts';

const maxNameChars = 80;

/** Without anything that a file system or a header would stumble over. */
function fileName(instanceId: string): string {
  const time = toShortIso(nowInstant()).slice(0, 19).replaceAll(':', '-');
  const id = instanceId.replaceAll(/[^\w.-]+/g, '-').slice(0, maxNameChars);
  return `${id}-history-${time}Z.json`;
}

async function sendFile(hubs: HubRegistry, request: Request, response: Response): Promise<void> {
  const { hub, instanceId } = parsePart(downloadHistory.params, 'path', request.params);
  const open = await hubs.find(hub);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName(instanceId)}"`,
  };
  await sendParts(response, headers, (signal) => historyFileParts(open, instanceId, signal));
}

export function historyRoutes(hubs: HubRegistry): Route[] {
  const onePage = serve(readHistory, async ({ params, query }) =>
    readHistoryPage(await hubs.find(params.hub), params.instanceId, query),
  );
  return [
    {
      endpoint: readHistory,
      register(router) {
        router.get(readHistory.path, async (request, response, next) => {
          if (wantsStream(request)) await streamHistory(hubs, request, response);
          else next();
        });
        onePage.register(router);
      },
    },
    {
      endpoint: downloadHistory,
      register(router) {
        router.get(downloadHistory.path, (request, response) => sendFile(hubs, request, response));
      },
    },
  ];
}
