import type { Express } from 'express';
import request, { type Test } from 'supertest';
import { writeHeader } from '../../shared/contract/endpoint.ts';
import { errorEnvelope, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import { toPathSegment } from '../../shared/domain/instance-id.ts';
import { createAccess, type Access } from '../access/access.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { openAuditLog } from '../audit/open-audit-log.ts';
import { createCommandGate } from '../commands/command-gate.ts';
import { createApp, type HttpSettings, type Services } from '../app.ts';
import { readConfig } from '../config.ts';
import { EventGridService } from '../features/event-grid/event-grid-service.ts';
import { openAlerts, type AlertsOptions, type OpenAlerts } from '../features/alerts/open-alerts.ts';
import type { JobsOptions, JobsService } from '../features/jobs/jobs-service.ts';
import { openJobs } from '../features/jobs/open-jobs.ts';
import { PayloadSearchService } from '../features/payload-search/payload-search-service.ts';
import { openSavedViews } from '../features/saved-views/open-saved-views.ts';
import { reportFailure } from '../failure-report.ts';
import type { EventGridSource } from '../event-grid/event-grid-config.ts';
import { createHubRegistry, type HubRegistry } from '../hubs/hub-registry.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import type { MetricsConfig } from '../metrics/metrics-config.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { MaskingRules } from '../masking/masking-rules.ts';
import type { TaskHub, TaskHubConnection } from '../task-hub/task-hub.ts';
import { captureLog, type CapturedLog } from './captured-log.ts';
import { WrittenTexts } from '../masking/written-texts.ts';
import { MemoryConnection } from './memory-connection.ts';

export interface TestApp {
  readonly app: Express;
  readonly log: CapturedLog;
  readonly audit: AuditLog;
  /** What the audit log wrote to its output. */
  readonly printed: string[];
  readonly alerts: OpenAlerts;
  get(path: string): Test;
  /** A POST as the dashboard's own pages send it. */
  write(path: string, body: object): Test;
  hub(key: string): Promise<OpenHub>;
  close(): Promise<void>;
}

async function untilIndexed({ index }: OpenHub): Promise<void> {
  await new Promise<void>((resolve) => {
    const isDone = () => index.coverage().state !== 'building';
    const unwatch = index.watch(() => {
      if (!isDone()) return;
      unwatch();
      resolve();
    });
    if (isDone()) resolve();
  });
}

interface TestAppOptions extends Partial<HttpSettings> {
  readonly dataDirectory?: string;
  /** Instead of the index that reads the hub. */
  readonly openIndex?: (hub: TaskHub) => Promise<InstanceIndex>;
  readonly payloadSearches?: PayloadSearchService;
  /** After each failure of storage in a row, as batch jobs wait. */
  readonly jobRetryDelaysMs?: readonly number[];
  readonly isReasonRequired?: boolean;
  /** Of every connection. */
  readonly readOnlyReason?: string | null;
  readonly masking?: MaskingRules | undefined;
  /** Beside none being configured. */
  readonly alerts?: Partial<AlertsOptions>;
  /** Instead of everybody being admin. */
  readonly access?: Access;
  /** Makes every hub an embedded one. */
  readonly embeddedWorker?: Services['embeddedWorker'];
  readonly metrics?: MetricsConfig;
  /** Webhooks for lifecycle events. */
  readonly eventGrid?: readonly EventGridSource[];
  readonly links?: Services['links'];
}

/** Everybody is admin. */
export function openToAll(): Access {
  return createAccess({ config: readConfig({}).access, dataDirectory: null, onNotice: () => undefined });
}

function openAudit(
  { dataDirectory, masking }: { dataDirectory: string | undefined; masking: MaskingRules | undefined },
  printed: string[],
  { logger }: CapturedLog,
): Promise<AuditLog> {
  return openAuditLog({
    dataDirectory: dataDirectory ?? null,
    masking: masking ?? null,
    print: (line) => printed.push(line),
    onNotice: (notice) => logger.warn(notice),
    onFailure: (error) => logger.error({ failure: reportFailure(error) }, 'writing the audit log failed'),
  });
}

function openTestJobs(
  dataDirectory: string | undefined,
  options: Pick<JobsOptions, 'hubs' | 'gate' | 'texts' | 'retryDelaysMs'>,
  { logger }: CapturedLog,
): Promise<JobsService> {
  return openJobs(dataDirectory ?? null, (notice) => logger.warn(notice), {
    ...options,
    accountOf: () => 'test account',
    onFailure: (error) => logger.warn({ failure: reportFailure(error) }, 'a batch job failed to go on'),
  });
}

function openTestAlerts(
  hubs: HubRegistry,
  dataDirectory: string | undefined,
  options: Partial<AlertsOptions> | undefined,
  { logger }: CapturedLog,
): Promise<OpenAlerts> {
  return openAlerts({
    ...{ hubs, dataDirectory: dataDirectory ?? null, config: readConfig({}).alerts, publicUrl: null },
    onNotice: (notice) => logger.warn(notice),
    onFailure: (error) => logger.warn({ failure: reportFailure(error) }, 'looking after alerts failed'),
    ...options,
  });
}

async function openTestHubs(
  connections: readonly TaskHubConnection[],
  {
    openIndex,
    ...source
  }: {
    isEmbedded: boolean;
    readOnlyReason: string | null;
    openIndex: (hub: TaskHub) => Promise<InstanceIndex>;
  },
  { logger }: CapturedLog,
): Promise<HubRegistry> {
  const hubs = createHubRegistry({
    connections: connections.map((connection) => ({ connection, ...source })),
    openIndex,
    logger,
  });
  await Promise.all((await hubs.list()).hubs.map(untilIndexed));
  return hubs;
}

interface Opened extends Pick<TestApp, 'audit' | 'alerts' | 'close'> {
  readonly services: Omit<Services, 'logger' | 'http'>;
}

/** Everything behind HTTP. */
async function openServices(
  connections: readonly TaskHubConnection[],
  options: TestAppOptions,
  { log, printed }: Pick<TestApp, 'log' | 'printed'>,
): Promise<Opened> {
  const { dataDirectory, masking, embeddedWorker, access = openToAll() } = options;
  const source = {
    isEmbedded: embeddedWorker !== undefined,
    readOnlyReason: options.readOnlyReason ?? null,
    openIndex: options.openIndex ?? ((hub: TaskHub) => openInstanceIndex(hub)),
  };
  const hubs = await openTestHubs(connections, source, log);
  const payloadSearches = options.payloadSearches ?? new PayloadSearchService();
  const savedViews = await openSavedViews(dataDirectory ?? null, (notice) => log.logger.warn(notice));
  const audit = await openAudit({ dataDirectory, masking }, printed, log);
  const gate = createCommandGate({ audit, isReasonRequired: options.isReasonRequired ?? false });
  const retryDelaysMs = options.jobRetryDelaysMs ?? [0, 0, 0];
  const texts = new WrittenTexts(masking ?? null);
  const jobs = await openTestJobs(dataDirectory, { hubs, gate, texts, retryDelaysMs }, log);
  const alerts = await openTestAlerts(hubs, dataDirectory, options.alerts, log);
  const sources = options.eventGrid ?? [];
  const eventGrid = new EventGridService({ hubs, sources, publicUrl: access.publicUrl });
  const { metrics = { token: null }, links = { templates: [], logs: [] } } = options;
  return {
    services: {
      ...{ hubs, savedViews, payloadSearches, gate, audit, jobs, access, embeddedWorker },
      ...{ metrics, eventGrid, links, alerts: alerts.service },
    },
    audit,
    alerts,
    async close() {
      payloadSearches.close();
      await eventGrid.close();
      await alerts.close();
      await jobs.close();
      await hubs.close();
      await audit.close();
    },
  };
}

/** The whole application over the given connections, with every first scan ended. */
export async function startTestAppOn(
  connections: readonly TaskHubConnection[],
  options: TestAppOptions = {},
): Promise<TestApp> {
  const { allowedHosts = [], frameAncestors = [], clientDir = null } = options;
  const log = captureLog();
  const printed: string[] = [];
  const { services, ...opened } = await openServices(connections, options, { log, printed });
  const http = { allowedHosts, frameAncestors, clientDir };
  const app = createApp({ ...services, logger: log.logger, http });
  return {
    app,
    log,
    printed,
    ...opened,
    get: (path) => request(app).get(path),
    write: (path, body) => request(app).post(path).set(writeHeader.name, writeHeader.value).send(body),
    hub: (key) => services.hubs.find(key),
  };
}

export function startTestApp(...hubs: readonly TaskHub[]): Promise<TestApp> {
  return startTestAppOn([new MemoryConnection(hubs)]);
}

/** Path of an instance of the default memory hub. */
export function instancePath(instanceId: string, rest = ''): string {
  return `/api/hubs/memory~TestHub/instances/${encodeURIComponent(toPathSegment(instanceId))}${rest}`;
}

export function errorOf(response: { body: unknown }): ErrorEnvelope['error'] {
  return errorEnvelope.parse(response.body).error;
}
