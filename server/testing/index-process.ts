import { openInstanceIndex } from '../index/instance-index.ts';
import { connectStorage } from './storage-hub.ts';

/** Follows a hub until it is killed; a test runs it as a process of its own. */
const [connectionString = '', hubName = '', directory = ''] = process.argv.slice(2);
const index = await openInstanceIndex(connectStorage(connectionString).openHub(hubName), { directory });
index.watch(() => undefined);
process.stdin.resume().on('end', () => process.exit());
process.stdout.write(`${index.coverage().state}\n`);
