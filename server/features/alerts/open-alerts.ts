import { join } from 'node:path';
import { AlertEngine } from '../../alerts/alert-engine.ts';
import { AlertOutbox } from '../../alerts/alert-outbox.ts';
import { alertRecords, noRecords } from '../../alerts/alert-records.ts';
import { AlertRules, noRules, ruleDocument } from '../../alerts/alert-rules.ts';
import type { AlertsConfig } from '../../alerts/alerts-config.ts';
import type { measureCondition } from '../../alerts/measure-condition.ts';
import { sendWebhook, type WebhookRequest } from '../../alerts/send-webhook.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { systemClock, type Clock } from '../../index/clock.ts';
import { memoryDocument } from '../../storage/document.ts';
import { openJsonFile } from '../../storage/json-file.ts';
import { AlertsService } from './alerts-service.ts';

export interface AlertsOptions {
  /** `null` = in memory. */
  readonly dataDirectory: string | null;
  readonly config: AlertsConfig;
  readonly publicUrl: string | null;
  readonly hubs: HubRegistry;
  readonly onNotice: (notice: string) => void;
  readonly onFailure: (error: unknown) => void;
  readonly clock?: Clock;
  readonly measure?: typeof measureCondition;
}

/** Alerts that are being looked after until they are closed. */
export interface OpenAlerts {
  readonly service: AlertsService;
  readonly engine: AlertEngine;
  readonly outbox: AlertOutbox;
  close(): Promise<void>;
}

async function openDocuments({ dataDirectory, onNotice }: AlertsOptions) {
  if (dataDirectory === null) return { rules: memoryDocument(noRules), records: memoryDocument(noRecords) };
  const at = (name: string) => join(dataDirectory, name);
  return {
    rules: await openJsonFile({
      ...{ path: at('alert-rules.json'), schema: ruleDocument, empty: noRules, onNotice },
    }),
    records: await openJsonFile({
      ...{ path: at('alerts.json'), schema: alertRecords, empty: noRecords, onNotice },
    }),
  };
}

/** Rules, states and messages on their way in files of the data directory; goes on with what a process before left. */
export async function openAlerts(options: AlertsOptions): Promise<OpenAlerts> {
  const { config, publicUrl, hubs, onFailure, clock = systemClock, measure } = options;
  const documents = await openDocuments(options);
  const { records } = documents;
  const rules = new AlertRules(config.rules, documents.rules);
  const send = (request: WebhookRequest) => sendWebhook(request, config.hosts);
  const { targets, timeoutMs, maxAttempts } = config;
  const outbox = new AlertOutbox({ records, targets, clock, timeoutMs, maxAttempts, send, onFailure });
  const engine = new AlertEngine({
    ...{ hubs, rules, records, clock, publicUrl, onFailure },
    onNotices: () => outbox.wake(),
    ...(measure && { measure }),
  });
  const now = () => clock.now();
  const service = new AlertsService({ config, rules, records, engine, outbox, send, publicUrl, now });
  engine.start();
  outbox.wake();
  return {
    service,
    engine,
    outbox,
    async close() {
      await engine.close();
      await outbox.close();
    },
  };
}
