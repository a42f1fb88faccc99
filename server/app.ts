import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { HubRegistry } from './hubs/hub-registry.ts';

export interface Services {
  readonly hubs: HubRegistry;
  readonly logger: Logger;
  readonly http: HttpSettings;
}

export interface HttpSettings {
  /** Host names beside the loopback ones under which browsers may reach this process. */
  readonly allowedHosts: readonly string[];
  /** Origins that may show this dashboard in a frame; none when empty. */
  readonly frameAncestors: readonly string[];
  /** The built single-page app; `null` serves the API alone. */
  readonly clientDir: string | null;
}

export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  services.logger.debug('application assembled');
  return app;
}
