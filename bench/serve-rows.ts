import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { openAuditLog } from '../server/audit/open-audit-log.ts';
import { createCommandGate } from '../server/commands/command-gate.ts';
import { createAccess } from '../server/access/access.ts';
import { createApp } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { openAlerts } from '../server/features/alerts/open-alerts.ts';
import { openJobs } from '../server/features/jobs/open-jobs.ts';
import { PayloadSearchService } from '../server/features/payload-search/payload-search-service.ts';
import { openSavedViews } from '../server/features/saved-views/open-saved-views.ts';
import { createHubRegistry, type HubRegistry } from '../server/hubs/hub-registry.ts';
import { openInstanceIndex } from '../server/index/instance-index.ts';
import { msToInstant } from '../shared/domain/instant.ts';
import { generatedConnection } from './generated-hub.ts';
import { WrittenTexts } from '../server/masking/written-texts.ts';
import { seedInstances } from './seed-rows.ts';

export const generatedHubName = 'Generated';

/** After every answer some row changes, so that nothing kept from the last question answers the next one. */
function changer(hubs: HubRegistry, endsAt: string): () => Promise<void> {
  const rows = [...seedInstances({ count: 500, endsAt })].map(({ row }) => row);
  let turn = 0;
  return async () => {
    const row = rows[turn % rows.length];
    turn += 1;
    if (row === undefined) return;
    const { index } = await hubs.find(`generated~${generatedHubName}`);
    await index.apply({ ...row, customStatus: `"changed ${turn}"`, rowVersion: msToInstant(Date.now()) });
  };
}

/** Arguments: how many rows, and the moment at which they end. */
export async function serveRows([
  count = '1000000',
  endsAt = msToInstant(Date.now()),
]: readonly string[]): Promise<void> {
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const hubs = createHubRegistry({
    connections: [
      { connection: generatedConnection(generatedHubName, Number(count), endsAt), isEmbedded: false },
    ],
    openIndex: (hub) => openInstanceIndex(hub),
    logger,
  });
  const nothing = () => undefined;
  const audit = await openAuditLog({
    dataDirectory: null,
    masking: null,
    print: nothing,
    onNotice: nothing,
    onFailure: nothing,
  });
  const gate = createCommandGate({ audit, isReasonRequired: false });
  const alerts = await openAlerts({
    ...{ dataDirectory: null, publicUrl: null, onNotice: nothing, onFailure: nothing },
    ...{ hubs, config: readConfig({}).alerts },
  });
  const app = createApp({
    hubs,
    savedViews: await openSavedViews(null, (notice) => logger.warn(notice)),
    payloadSearches: new PayloadSearchService(),
    gate,
    audit,
    jobs: await openJobs(null, nothing, {
      hubs,
      gate,
      accountOf: () => '',
      texts: new WrittenTexts(null),
      onFailure: nothing,
    }),
    alerts: alerts.service,
    access: createAccess({ config: readConfig({}).access, dataDirectory: null, onNotice: nothing }),
    logger,
    http: { allowedHosts: [], frameAncestors: [], clientDir: resolve('dist/client') },
  });
  const change = changer(hubs, endsAt);
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
    response.once('finish', () => void change());
    app(request, response);
  });
  server.listen(Number(process.env.DURASCOPE_PORT ?? 0), '127.0.0.1', () => {
    process.stdout.write(`Rows are ready: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
  });
  process.once('SIGINT', () => process.exit(0));
}
