import { Router } from 'express';
import {
  exportInstances,
  exportMediaTypes,
  type ExportFormat,
} from '../../../shared/contract/instance-export.ts';
import { fileHeaders, sendFile } from '../../http/file-download.ts';
import { parsePart } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { exportRows } from './export-service.ts';

function headersOf(hub: string, format: ExportFormat, total: number): Record<string, string> {
  return {
    ...fileHeaders(exportMediaTypes[format], [hub, 'instances'], format),
    [exportInstances.totalHeader]: String(total),
  };
}

export function exportRoutes(hubs: HubRegistry): Router {
  const router = Router();
  router.get(exportInstances.path, async (request, response) => {
    const params = parsePart(exportInstances.params, 'path', request.params);
    const query = parsePart(exportInstances.query, 'query', request.query);
    const { index, key } = await hubs.find(params.hub);
    const { total, parts } = await exportRows(index, query);
    await sendFile(parts, response, headersOf(key, query.format, total));
  });
  return router;
}
