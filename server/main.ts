import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createAccess, type Access } from './access/access.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { openAuditLog } from './audit/open-audit-log.ts';
import { createCommandGate } from './commands/command-gate.ts';
import { createApp } from './app.ts';
import { secretsOf } from './config-secrets.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { embeddedConnectionName } from './connection-config.ts';
import { limitToHubs, usableConnections } from './connections.ts';
import { startEmbeddedHub, type EmbeddedHub } from './demo/embedded-hub.ts';
import { AppError } from './errors.ts';
import { EventGridService } from './features/event-grid/event-grid-service.ts';
import { openAlerts, type OpenAlerts } from './features/alerts/open-alerts.ts';
import type { JobsService } from './features/jobs/jobs-service.ts';
import { openJobs } from './features/jobs/open-jobs.ts';
import { PayloadSearchService } from './features/payload-search/payload-search-service.ts';
import { openSavedViews } from './features/saved-views/open-saved-views.ts';
import { reportFailure } from './failure-report.ts';
import { createHubRegistry, type HubRegistry, type HubRegistryOptions } from './hubs/hub-registry.ts';
import { openInstanceIndex } from './index/instance-index.ts';
import { closeServer, listen, urlOf } from './listen.ts';
import { openLog, redactStandardError } from './log.ts';
import { createAzureStorageConnection } from './providers/azure-storage/connection.ts';
import { openSentStarts } from './providers/azure-storage/sent-starts.ts';
import { maskConnection } from './masking/masking-task-hub.ts';
import { WrittenTexts } from './masking/written-texts.ts';
import { redaction, type Redact } from './redaction.ts';
import type { TaskHubConnection } from './task-hub/task-hub.ts';

const clientDir = fileURLToPath(new URL('../client', import.meta.url));

/** What has been started so far, in the order in which it is stopped. */
interface Running {
  server?: Server;
  payloadSearches?: PayloadSearchService;
  jobs?: JobsService;
  alerts?: OpenAlerts;
  eventGrid?: EventGridService;
  hubs?: HubRegistry;
  audit?: AuditLog;
  embedded?: EmbeddedHub;
}

async function stop(running: Running): Promise<void> {
  // At once: a server with open streams takes its time, and no job begins anything further meanwhile.
  const jobsAtRest = running.jobs?.close();
  if (running.server) await closeServer(running.server);
  running.payloadSearches?.close();
  await running.alerts?.close();
  await running.eventGrid?.close();
  await jobsAtRest;
  await running.hubs?.close();
  await running.audit?.close();
  await running.embedded?.stop();
}

async function configuredConnections(config: Config, logger: Logger): Promise<TaskHubConnection[]> {
  const sentStarts = await openSentStarts(config.dataDirectory, (notice) => logger.warn(notice));
  const candidates = config.connections.map(({ name, source, partitionCount, taskHubs }) => ({
    connection: createAzureStorageConnection({ name, source, partitionCount, sentStarts }),
    taskHubs,
  }));
  return usableConnections(candidates, (problem) => logger.warn(problem.message));
}

async function embeddedConnection(running: Running, logger: Logger): Promise<TaskHubConnection> {
  running.embedded = await startEmbeddedHub({ logger });
  const { connectionString, hubName } = running.embedded;
  const source = { kind: 'connection-string', connectionString } as const;
  return limitToHubs(
    createAzureStorageConnection({ name: embeddedConnectionName, source, partitionCount: null }),
    [hubName],
  );
}

function sayWhereDataIs({ dataDirectory }: Config, logger: Logger): void {
  if (dataDirectory === null)
    logger.info('index, shared views and audit log are kept in memory until this process ends');
  else logger.info({ dataDirectory }, 'index, shared views and audit log are kept in the data directory');
}

function openAccess({ access, dataDirectory }: Config, logger: Logger): Access {
  for (const warning of access.warnings) logger.warn(warning);
  return createAccess({ config: access, dataDirectory, onNotice: (notice) => logger.warn(notice) });
}

function openAudit({ dataDirectory, masking }: Config, logger: Logger, redact: Redact): Promise<AuditLog> {
  // Whoever read the output may be gone; the log itself is kept all the same.
  process.stdout.on('error', (error) =>
    logger.warn({ failure: reportFailure(error) }, 'standard output failed'),
  );
  return openAuditLog({
    dataDirectory,
    masking,
    print: (line) => process.stdout.write(`${redact(line)}\n`),
    onNotice: (notice) => logger.warn(notice),
    onFailure: (error) => logger.error({ failure: reportFailure(error) }, 'writing the audit log failed'),
  });
}

function openConfiguredAlerts(
  { alerts, access, dataDirectory }: Config,
  hubs: HubRegistry,
  logger: Logger,
): Promise<OpenAlerts> {
  return openAlerts({
    ...{ dataDirectory, hubs, config: alerts, publicUrl: access.publicUrl },
    onNotice: (notice) => logger.warn(notice),
    onFailure: (error) => logger.warn({ failure: reportFailure(error) }, 'looking after alerts failed'),
  });
}

function openRegistry(
  { dataDirectory, masking }: Config,
  connections: HubRegistryOptions['connections'],
  logger: Logger,
): HubRegistry {
  const sources = new Map(connections.map((source) => [source.connection.name, source]));
  return createHubRegistry({
    connections,
    openIndex: (hub) => {
      const source = sources.get(hub.ref.connection);
      return openInstanceIndex(hub, {
        // The embedded hub is another one in every process.
        directory: source?.isEmbedded === true ? null : dataDirectory,
        // Rows that were read with other rules must not come back from a file.
        ...(source && { account: [source.connection.target, masking?.signature ?? []].flat().join(' ') }),
        onNotice: (notice) => logger.warn({ hub: hub.ref.name }, notice),
        onFailure: (error) =>
          logger.warn({ failure: reportFailure(error), hub: hub.ref.name }, 'following the task hub failed'),
      });
    },
    logger,
  });
}

async function start(config: Config, running: Running, redact: Redact): Promise<void> {
  const logger = openLog(config.logLevel, redact);
  sayWhereDataIs(config, logger);
  const savedViews = await openSavedViews(config.dataDirectory, (notice) => logger.warn(notice));
  const isEmbedded = config.connections.length === 0;
  const connections = isEmbedded
    ? [await embeddedConnection(running, logger)]
    : await configuredConnections(config, logger);
  const readOnlyReasons = new Map(config.connections.map((each) => [each.name, each.readOnlyReason]));
  const sources = connections.map((connection) => ({
    connection: maskConnection(connection, config.masking),
    isEmbedded,
    readOnlyReason: readOnlyReasons.get(connection.name) ?? null,
  }));
  const hubs = (running.hubs = openRegistry(config, sources, logger));
  const payloadSearches = (running.payloadSearches = new PayloadSearchService());
  const audit = (running.audit = await openAudit(config, logger, redact));
  const gate = createCommandGate({ audit, isReasonRequired: config.isReasonRequired });
  const targets = new Map(connections.map(({ name, target }) => [name, target]));
  // The embedded hub is another one in every process.
  const jobsDirectory = isEmbedded ? null : config.dataDirectory;
  const jobs = (running.jobs = await openJobs(jobsDirectory, (notice) => logger.warn(notice), {
    hubs,
    gate,
    accountOf: (connection) => targets.get(connection) ?? '',
    texts: new WrittenTexts(config.masking),
    onFailure: (error) => logger.warn({ failure: reportFailure(error) }, 'a batch job failed to go on'),
  }));
  const http = {
    allowedHosts: config.allowedHosts,
    frameAncestors: config.frameAncestors,
    clientDir: existsSync(clientDir) ? clientDir : null,
  };
  const access = openAccess(config, logger);
  const alerts = (running.alerts = await openConfiguredAlerts(config, hubs, logger));
  const eventGrid = (running.eventGrid = new EventGridService({
    ...{ hubs, sources: config.eventGrid, publicUrl: config.access.publicUrl },
  }));
  const app = createApp({
    hubs,
    savedViews,
    payloadSearches,
    gate,
    audit,
    jobs,
    alerts: alerts.service,
    access,
    embeddedWorker: running.embedded?.worker,
    metrics: config.metrics,
    eventGrid,
    links: config.links,
    logger,
    http,
    redact,
  });
  running.server = await listen(app, config.host, config.port);
  process.stdout.write(`Durascope is ready: ${urlOf(running.server)}\n`);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.problems.join('\n');
  if (error instanceof AppError) return error.message;
  return `Durascope could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

async function main(): Promise<void> {
  const running: Running = {};
  let redact = redaction([]);
  redactStandardError(() => redact);
  let isStopping = false;
  const stopOnce = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void stop(running).then(() => process.exit(0));
  };
  process.on('SIGINT', stopOnce);
  process.on('SIGTERM', stopOnce);
  try {
    const config = readConfig(process.env);
    redact = redaction(secretsOf(config));
    await start(config, running, redact);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    await stop(running);
    process.exit(1);
  }
}

await main();
