import { listenForTest } from './listening.ts';
import { RowsIndex } from './rows-index.ts';
import { connectStorage } from './storage-hub.ts';
import { startTestAppOn } from './test-app.ts';

/** Serves a hub with batch jobs kept in a directory until it is killed; a test runs it as a process of its own. */
const [connectionString = '', directory = ''] = process.argv.slice(2);
const server = await startTestAppOn([connectStorage(connectionString)], {
  dataDirectory: directory,
  // Jobs of given ids need none, and its reading would only add requests.
  openIndex: () => Promise.resolve(RowsIndex.of([])),
  jobRetryDelaysMs: Array.from({ length: 30 }, () => 20),
});
const { url } = await listenForTest(server.app);
process.stdin.resume().on('end', () => process.exit());
process.stdout.write(`${url}\n`);
