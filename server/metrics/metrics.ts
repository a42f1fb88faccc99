import { timingSafeEqual, createHash } from 'node:crypto';
import { Router, type Request, type RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { AppError } from '../errors.ts';
import type { HubRegistry } from '../hubs/hub-registry.ts';
import { shareRead } from '../hubs/shared-read.ts';
import { eventMetrics, type EventReading } from './event-metrics.ts';
import { hubMetrics } from './hub-metrics.ts';
import { readAllHubs } from './hub-readings.ts';
import type { MetricsConfig } from './metrics-config.ts';
import { requestMetrics } from './request-metrics.ts';

/** Several scrapers cost one reading. */
const readingMaxAgeMs = 5_000;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hasToken(request: Request, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

export interface Metrics {
  /** Stands before everything that is to be measured. */
  readonly measure: RequestHandler;
  /** `/metrics` in Prometheus' text format. */
  readonly scrape: Router;
  /** A scraper that proves itself by a token comes by any address. */
  readonly isGuardedByToken: boolean;
}

interface Surroundings {
  readonly isSignInRequired: boolean;
  readonly readEvents: () => EventReading;
}

/** Reading the metrics of a hub is watching it: its index follows storage for as long as somebody scrapes. */
export function createMetrics(
  hubs: HubRegistry,
  { token }: MetricsConfig,
  { isSignInRequired, readEvents }: Surroundings,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const fill = hubMetrics(registry);
  const unreadable = new Gauge({
    name: 'durascope_unreadable_hubs',
    help: 'Task hubs whose index could not be asked for this answer.',
    registers: [registry],
  });
  eventMetrics(registry, readEvents);
  const readHubs = shareRead(() => readAllHubs(hubs), readingMaxAgeMs);

  function check(request: Request): void {
    if (token === null && isSignInRequired) {
      throw new AppError('not-found', 'Metrics need a token: set metrics.token or DURASCOPE_METRICS_TOKEN.');
    }
    if (token !== null && !hasToken(request, token)) {
      throw new AppError('unauthenticated', 'Metrics need their own bearer token.');
    }
  }

  const scrape = Router();
  scrape.get('/metrics', async (request, response) => {
    check(request);
    const { readings, failed } = await readHubs();
    fill(readings, Date.now());
    unreadable.set(failed);
    response.type(registry.contentType).send(await registry.metrics());
  });
  return { measure: requestMetrics(registry), scrape, isGuardedByToken: token !== null };
}
