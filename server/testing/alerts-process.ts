import { readConfig } from '../config.ts';
import { at } from '../../shared/testing/instances.ts';
import { makeAlertRule } from '../../shared/testing/alerts.ts';
import { openAlerts } from '../features/alerts/open-alerts.ts';
import { createHubRegistry } from '../hubs/hub-registry.ts';
import { captureLog } from './captured-log.ts';
import { MemoryConnection } from './memory-connection.ts';
import { MemoryTaskHub } from './memory-task-hub.ts';
import { RowsIndex } from './rows-index.ts';

/** Looks after one alert that fires at once, until it is killed; a test runs it as a process of its own. */
const [dataDirectory = '', url = ''] = process.argv.slice(2);
const hubs = createHubRegistry({
  connections: [{ connection: new MemoryConnection([new MemoryTaskHub()]), isEmbedded: false }],
  openIndex: () => Promise.resolve(RowsIndex.of([])),
  logger: captureLog().logger,
});
const { alerts: config } = readConfig({});
await openAlerts({
  ...{ dataDirectory, hubs, publicUrl: null },
  config: {
    ...config,
    rules: [makeAlertRule({ targets: ['team'], origin: 'configuration', changedAt: at(0) })],
    targets: [{ name: 'team', kind: 'generic', url: new URL(url), signingSecret: null }],
    hosts: { allowed: [new URL(url).host], allowLoopback: true },
  },
  measure: () => Promise.resolve({ kind: 'measured', level: 'breached', value: 1, text: 'It is so.' }),
  onNotice: (notice) => process.stderr.write(`${notice}\n`),
  onFailure: (error) => process.stderr.write(`${String(error)}\n`),
});
process.stdin.resume().on('end', () => process.exit());
process.stdout.write('ready\n');
