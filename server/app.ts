import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { alertsRoutes } from './features/alerts/alerts-routes.ts';
import type { AlertsService } from './features/alerts/alerts-service.ts';
import { auditRoutes } from './features/audit/audit-routes.ts';
import { awaitedEventsRoutes } from './features/awaited-events/awaited-events-routes.ts';
import { backlogRoutes } from './features/backlog/backlog-routes.ts';
import { changesRoutes } from './features/changes/changes-routes.ts';
import { commandProgressRoutes } from './features/command-progress/command-progress-routes.ts';
import { commandsRoutes } from './features/commands/commands-routes.ts';
import { diagnosisRoutes } from './features/diagnosis/diagnosis-routes.ts';
import { embeddedWorkerRoutes } from './features/embedded-worker/embedded-worker-routes.ts';
import { entitiesRoutes } from './features/entities/entities-routes.ts';
import { eventGridRoutes } from './features/event-grid/event-grid-routes.ts';
import { EventGridService } from './features/event-grid/event-grid-service.ts';
import { eventGridWebhook } from './features/event-grid/event-grid-webhook.ts';
import { failuresRoutes } from './features/failures/failures-routes.ts';
import { familyRoutes } from './features/family/family-routes.ts';
import { functionsMapRoutes } from './features/functions-map/functions-map-routes.ts';
import { historyRoutes } from './features/history/history-routes.ts';
import { gateRoutes } from './features/gate/gate-routes.ts';
import { hubsRoutes } from './features/hubs/hubs-routes.ts';
import { instanceChangesRoutes } from './features/instance-changes/instance-changes-routes.ts';
import { exportRoutes } from './features/instance-export/export-routes.ts';
import { instancesRoutes } from './features/instances/instances-routes.ts';
import { jobDownloadRoutes } from './features/jobs/download-routes.ts';
import { jobsRoutes } from './features/jobs/jobs-routes.ts';
import type { JobsService } from './features/jobs/jobs-service.ts';
import { linksRoutes } from './features/links/links-routes.ts';
import { partitionsRoutes } from './features/partitions/partitions-routes.ts';
import { payloadSearchRoutes } from './features/payload-search/payload-search-routes.ts';
import type { PayloadSearchService } from './features/payload-search/payload-search-service.ts';
import { downloadRoutes } from './features/payloads/download-routes.ts';
import { payloadsRoutes } from './features/payloads/payloads-routes.ts';
import { sessionRoutes } from './features/session/session-routes.ts';
import { signInRoutes } from './features/session/sign-in-routes.ts';
import { savedViewsRoutes } from './features/saved-views/saved-views-routes.ts';
import type { SavedViewsService } from './features/saved-views/saved-views-service.ts';
import { storageCostRoutes } from './features/storage-cost/storage-cost-routes.ts';
import { throughputRoutes } from './features/throughput/throughput-routes.ts';
import type { Access } from './access/access.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { CommandGate } from './commands/command-gate.ts';
import type { WorkerSwitch } from './demo/worker-switch.ts';
import { accessLog } from './http/access-log.ts';
import { apiRouter } from './http/api-router.ts';
import { authenticate } from './http/authenticate.ts';
import { onlyViewers } from './http/caller.ts';
import { compressed } from './http/compression.ts';
import { errorHandler } from './http/error-handler.ts';
import { health } from './http/health.ts';
import { notFound } from './http/not-found.ts';
import { openRequestLimit } from './http/open-requests.ts';
import { requestGuard } from './http/request-guard.ts';
import { requestId } from './http/request-id.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Route } from './http/serve.ts';
import { cutOffSlowReaders } from './http/slow-readers.ts';
import { singlePageApp } from './http/spa.ts';
import { writeLimit } from './http/write-limit.ts';
import type { HubRegistry } from './hubs/hub-registry.ts';
import type { LinksConfig } from './links/links-config.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { MetricsConfig } from './metrics/metrics-config.ts';
import type { Redact } from './redaction.ts';

export interface Services {
  readonly hubs: HubRegistry;
  readonly savedViews: SavedViewsService;
  readonly payloadSearches: PayloadSearchService;
  readonly gate: CommandGate;
  readonly audit: AuditLog;
  readonly jobs: JobsService;
  readonly alerts: AlertsService;
  readonly access: Access;
  /** Of the embedded task hub; left out, there is none. */
  readonly embeddedWorker?: WorkerSwitch | undefined;
  /** Left out, whoever may open the dashboard without signing in may read them. */
  readonly metrics?: MetricsConfig;
  /** Left out, nothing takes lifecycle events. */
  readonly eventGrid?: EventGridService;
  /** Left out, there are only queries to copy. */
  readonly links?: LinksConfig;
  readonly logger: Logger;
  readonly http: HttpSettings;
  /** For messages of errors; left out, it knows secrets by the words around them. */
  readonly redact?: Redact;
}

export interface HttpSettings {
  /** Host names beside the loopback ones under which browsers may reach this process. */
  readonly allowedHosts: readonly string[];
  /** Origins that may show this dashboard in a frame; none when empty. */
  readonly frameAncestors: readonly string[];
  /** The built single-page app; `null` serves the API alone. */
  readonly clientDir: string | null;
}

function featureRoutes(services: Services, eventGrid: EventGridService): Route[] {
  const { hubs, savedViews, payloadSearches, gate, audit, jobs, access, http, alerts } = services;
  return [
    ...sessionRoutes({ access, hubs, gate, frameAncestors: http.frameAncestors }),
    ...hubsRoutes(hubs),
    ...instancesRoutes(hubs),
    ...throughputRoutes(hubs),
    ...failuresRoutes(hubs),
    ...savedViewsRoutes(hubs, savedViews),
    ...payloadSearchRoutes(hubs, payloadSearches),
    ...historyRoutes(hubs),
    ...instanceChangesRoutes(hubs),
    ...payloadsRoutes(hubs),
    ...entitiesRoutes(hubs),
    ...backlogRoutes(hubs),
    ...partitionsRoutes(hubs),
    ...diagnosisRoutes(hubs, audit),
    ...functionsMapRoutes(hubs),
    ...gateRoutes(hubs),
    ...storageCostRoutes(hubs),
    ...eventGridRoutes(hubs, eventGrid),
    ...linksRoutes(hubs, services.links ?? { templates: [], logs: [] }),
    ...familyRoutes(hubs),
    ...awaitedEventsRoutes(hubs),
    ...embeddedWorkerRoutes(hubs, services.embeddedWorker ?? null),
    ...commandsRoutes(hubs, gate),
    ...commandProgressRoutes(hubs),
    ...auditRoutes(hubs, audit),
    ...jobsRoutes(hubs, jobs),
    ...alertsRoutes(hubs, alerts, audit),
  ];
}

export function createApp(services: Services): Express {
  const { hubs, jobs, access, logger, http } = services;
  const { eventGrid = new EventGridService({ hubs, sources: [], publicUrl: access.publicUrl }) } = services;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const metrics = createMetrics(hubs, services.metrics ?? { token: null }, {
    isSignInRequired: access.mode !== 'open',
    readEvents: () => eventGrid.counts.all(),
  });
  app.use(
    requestId,
    accessLog(logger),
    metrics.measure,
    securityHeaders(http.frameAncestors),
    cutOffSlowReaders(),
  );
  // Probes come by address, so they stand before the check of the host name.
  app.use(health(() => hubs.isReady()));
  if (metrics.isGuardedByToken) app.use(metrics.scrape);
  app.use(eventGridWebhook(eventGrid));
  app.use(requestGuard(http.allowedHosts, access.publicUrl), compressed);
  if (!metrics.isGuardedByToken) app.use(metrics.scrape);
  app.use(signInRoutes(access, logger));
  app.use('/api', authenticate(access));
  app.use('/api/hubs/:hub', onlyViewers);
  app.use('/api', openRequestLimit(), writeLimit());
  app.use(
    apiRouter(featureRoutes(services, eventGrid), [
      changesRoutes(hubs),
      exportRoutes(hubs),
      downloadRoutes(hubs),
      jobDownloadRoutes(hubs, jobs),
    ]),
  );
  if (http.clientDir !== null) app.use(singlePageApp(http.clientDir));
  app.use(notFound, errorHandler(logger, services.redact));
  return app;
}
